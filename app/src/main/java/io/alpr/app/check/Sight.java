package io.alpr.app.check;

import io.alpr.vision.image.PixelBox;

/**
 * One plate in one frame.
 *
 * @param track same for the same vehicle
 * @param box where, pixels of the frame
 * @param speed pixels a second
 * @param sharpness 0 to 1, see {@link io.alpr.vision.read.Sharpness}
 * @param clipped share of its pixels that are as bright as can be
 * @param confidence of its text, 0 when it could not be read
 */
record Sight(
        long track,
        PixelBox box,
        double speed,
        double sharpness,
        double clipped,
        double confidence) {}
