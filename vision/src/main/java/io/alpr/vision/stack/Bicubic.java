package io.alpr.vision.stack;

import io.alpr.vision.image.RgbPicture;
import java.util.Arrays;

/**
 * Colours between the pixels of a picture by cubic convolution (Keys, 1981), whose edges stay as
 * steep as they are. Stateless.
 */
final class Bicubic {
    /** Slope of the kernel at 1, as OpenCV has it. */
    private static final double SLOPE = -0.75;

    private static final int TAPS = 4;

    private Bicubic() {}

    /**
     * Red, green and blue at a place, about 0 to 255; beyond the picture its edge is repeated.
     *
     * @param x column, 0 in the middle of the first one
     * @param y row, 0 in the middle of the first one
     */
    static void sample(RgbPicture from, double x, double y, float[] colours) {
        int left = (int) Math.floor(x) - 1;
        int top = (int) Math.floor(y) - 1;
        byte[] rgb = from.rgb();
        Arrays.fill(colours, 0);
        for (int i = 0; i < TAPS; i++) {
            int row = Math.clamp((long) top + i, 0, from.height() - 1);
            double down = weight(y - top - i);
            for (int j = 0; j < TAPS; j++) {
                int column = Math.clamp((long) left + j, 0, from.width() - 1);
                float weight = (float) (down * weight(x - left - j));
                int at = 3 * (row * from.width() + column);
                for (int channel = 0; channel < colours.length; channel++) {
                    colours[channel] += weight * (rgb[at + channel] & 255);
                }
            }
        }
    }

    private static double weight(double distance) {
        double d = Math.abs(distance);
        if (d >= 2) {
            return 0;
        }
        return d < 1
                ? ((SLOPE + 2) * d - (SLOPE + 3)) * d * d + 1
                : ((d - 5) * d + 8) * d * SLOPE - 4 * SLOPE;
    }
}
