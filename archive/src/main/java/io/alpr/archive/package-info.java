@NullMarked
package io.alpr.archive;

import org.jspecify.annotations.NullMarked;
