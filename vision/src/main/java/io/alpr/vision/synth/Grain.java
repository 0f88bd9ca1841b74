package io.alpr.vision.synth;

import java.util.Random;

/** The small unevenness of real surfaces, without which they look like plastic. Stateless. */
final class Grain {
    private Grain() {}

    /** Lightens and darkens pixels a little, in spots of one and of a few pixels. */
    static void strew(int[] pixels, int width, long seed) {
        var random = new Random(seed ^ 0x6EA1);
        int height = pixels.length / width;
        var coarse = new double[(width / 4 + 2) * (height / 3 + 2)];
        for (int i = 0; i < coarse.length; i++) {
            coarse[i] = random.nextDouble() - 0.5;
        }
        for (int i = 0; i < pixels.length; i++) {
            int y = i / width;
            int x = i % width;
            double spot = coarse[(y / 3) * (width / 4 + 2) + x / 4];
            // The sky above stays clean; towards the camera the ground shows more.
            double depth = Math.clamp((double) y / height - 0.12, 0, 1);
            double factor = 1 + depth * (0.1 * (random.nextDouble() - 0.5) + 0.05 * spot);
            pixels[i] = scaled(pixels[i], factor);
        }
    }

    private static int scaled(int pixel, double factor) {
        int result = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            long value = Math.round(((pixel >> shift) & 255) * factor);
            result |= Math.clamp(value, 0, 255) << shift;
        }
        return result;
    }
}
