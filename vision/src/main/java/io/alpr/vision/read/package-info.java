/**
 * Reading plates: recognisers of several model formats behind one seam, {@link
 * io.alpr.vision.read.PlateReader}.
 */
@NullMarked
package io.alpr.vision.read;

import org.jspecify.annotations.NullMarked;
