package io.alpr.vision.read;

import io.alpr.vision.image.RgbPicture;

/**
 * How much detail the picture of a plate has, so that the reads of good pictures count for more.
 *
 * <p>The variance of the Laplacian (Pech-Pacheco et al., ICPR 2000), with two changes that make it
 * comparable between plates. The crop is first brought to {@value #ROWS} rows, so that a blur is
 * measured against the size of the characters and not of the pixels, and a plate of few pixels,
 * which has to be enlarged, counts as blurred. And the variance is divided by that of the
 * brightness, so that a plate in the shade or at night is not called blurred. Stateless.
 */
public final class Sharpness {
    /** Height at which plates are compared, pixels. */
    private static final int ROWS = 32;

    private static final int COLUMNS_MAX = 256;

    /**
     * Variance of brightness that noise alone has, 8-bit steps squared; keeps an empty crop from
     * being sharp.
     */
    private static final double NOISE = 36;

    /** Share of the variances that is rated one half: a plate that can just be read well. */
    private static final double HALF = 0.6;

    private Sharpness() {}

    /**
     * From 0, flat or blurred beyond reading, towards 1, crisp.
     *
     * @param crop a plate with little around it, any size
     */
    public static double of(RgbPicture crop) {
        int columns =
                Math.clamp(
                        Math.round((double) crop.width() * ROWS / crop.height()), 3, COLUMNS_MAX);
        var luma = luma(crop.scaled(crop.bounds(), columns, ROWS));
        double ratio = laplacianVariance(luma, columns) / (variance(luma) + NOISE);
        return ratio / (ratio + HALF);
    }

    /** Brightness by BT.601, 0 to 255. */
    private static double[] luma(RgbPicture picture) {
        byte[] rgb = picture.rgb();
        var luma = new double[rgb.length / 3];
        for (int i = 0; i < luma.length; i++) {
            luma[i] =
                    0.299 * (rgb[3 * i] & 255)
                            + 0.587 * (rgb[3 * i + 1] & 255)
                            + 0.114 * (rgb[3 * i + 2] & 255);
        }
        return luma;
    }

    /** Over the pixels that have all four neighbours. */
    private static double laplacianVariance(double[] luma, int columns) {
        int rows = luma.length / columns;
        double sum = 0;
        double squares = 0;
        for (int y = 1; y < rows - 1; y++) {
            for (int at = y * columns + 1; at < (y + 1) * columns - 1; at++) {
                double laplacian =
                        luma[at - 1]
                                + luma[at + 1]
                                + luma[at - columns]
                                + luma[at + columns]
                                - 4 * luma[at];
                sum += laplacian;
                squares += laplacian * laplacian;
            }
        }
        double count = (rows - 2.0) * (columns - 2);
        return squares / count - (sum / count) * (sum / count);
    }

    private static double variance(double[] values) {
        double sum = 0;
        double squares = 0;
        for (double value : values) {
            sum += value;
            squares += value * value;
        }
        double mean = sum / values.length;
        return Math.max(0, squares / values.length - mean * mean);
    }
}
