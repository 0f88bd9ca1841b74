package io.alpr.vision.synth;

import io.alpr.vision.image.PixelBox;

/**
 * Where a plate is in one frame.
 *
 * @param frame index, counted from 0
 * @param box around the whole plate with its border, in pixels of the frame
 */
public record TrueBox(int frame, PixelBox box) {}
