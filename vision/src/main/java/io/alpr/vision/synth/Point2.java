package io.alpr.vision.synth;

/**
 * A point of a picture in pixels, origin top left, whole numbers at the corners of pixels.
 *
 * @param x to the right
 * @param y down
 */
record Point2(double x, double y) {}
