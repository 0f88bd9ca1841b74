package io.alpr.vision.image;

/**
 * One box to draw and what to write at it.
 *
 * @param box where, in pixels of the picture
 * @param label what to write above it; empty for nothing
 */
public record Annotation(PixelBox box, String label) {}
