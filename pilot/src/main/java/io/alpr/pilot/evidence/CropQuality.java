package io.alpr.pilot.evidence;

import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.RgbPicture;
import io.alpr.vision.read.Sharpness;

/** How well the crop of a plate can be read. */
public final class CropQuality {
    /** Rows of a plate that can be read well; lower crops weigh less. */
    private static final double FULL_WEIGHT_ROWS = 24;

    private static final double WEIGHT_MIN = 0.02;

    private CropQuality() {}

    /**
     * A weight from nearly 0 to 1; sharp and large enough is 1.
     *
     * @param crop of the plate
     * @param box of the plate in its frame
     */
    public static double of(RgbPicture crop, PixelBox box) {
        double size = Math.min(1, box.height() / FULL_WEIGHT_ROWS);
        return Math.clamp(Sharpness.of(crop) * size, WEIGHT_MIN, 1);
    }
}
