@NullMarked
package io.alpr.archive.read;

import org.jspecify.annotations.NullMarked;
