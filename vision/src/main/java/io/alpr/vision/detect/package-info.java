/**
 * Finding plates: detectors of several model formats behind one seam, {@link
 * io.alpr.vision.detect.PlateDetector}.
 */
@NullMarked
package io.alpr.vision.detect;

import org.jspecify.annotations.NullMarked;
