@NullMarked
package io.alpr.vision.read;

import org.jspecify.annotations.NullMarked;
