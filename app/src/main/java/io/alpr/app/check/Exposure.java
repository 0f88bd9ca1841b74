package io.alpr.app.check;

import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.YuvPicture;
import io.alpr.vision.image.YuvPicture.Matrix;

/**
 * How bright a picture or a part of it is.
 *
 * @param mean brightness, 0 black to 1 white
 * @param dark share of pixels that are as dark as can be, 0 to 1
 * @param clipped share of pixels that are as bright as can be, 0 to 1
 */
record Exposure(double mean, double dark, double clipped) {
    private static final double DARK = 0.02;
    private static final double CLIPPED = 0.98;

    /** Samples in each direction at most; more would tell nothing new. */
    private static final int SIDE = 96;

    static Exposure of(YuvPicture picture, PixelBox box) {
        int black = picture.matrix() == Matrix.JPEG ? 0 : 16;
        double span = picture.matrix() == Matrix.JPEG ? 255 : 219;
        int columns = Math.min(SIDE, box.width());
        int rows = Math.min(SIDE, box.height());
        double sum = 0;
        int dark = 0;
        int clipped = 0;
        for (int j = 0; j < rows; j++) {
            int row = (box.y() + j * box.height() / rows) * picture.width();
            for (int i = 0; i < columns; i++) {
                int at = row + box.x() + i * box.width() / columns;
                double value = Math.clamp(((picture.y()[at] & 255) - black) / span, 0, 1);
                sum += value;
                dark += value <= DARK ? 1 : 0;
                clipped += value >= CLIPPED ? 1 : 0;
            }
        }
        double samples = (double) columns * rows;
        return new Exposure(sum / samples, dark / samples, clipped / samples);
    }
}
