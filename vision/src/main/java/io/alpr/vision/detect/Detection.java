package io.alpr.vision.detect;

import io.alpr.vision.image.PixelBox;

/**
 * Where a plate may be.
 *
 * @param box in pixels of the picture that was looked at
 * @param confidence 0 to 1
 */
public record Detection(PixelBox box, double confidence) {
    public Detection {
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException(
                    "Detection confidence must be 0 to 1, got: " + confidence);
        }
    }
}
