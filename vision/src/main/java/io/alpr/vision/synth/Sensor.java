package io.alpr.vision.synth;

import io.alpr.vision.image.RgbPicture;
import java.util.Random;

/**
 * What a camera's sensor adds: noise in brightness and a little in colour. Immutable and safe for
 * use by several threads.
 */
final class Sensor {
    /** A power of two, long enough that no pattern shows. */
    private static final int TABLE = 1 << 18;

    private final byte[] noise = new byte[TABLE];
    private final long seed;

    /**
     * @param deviation of the noise, 8-bit steps
     */
    Sensor(long seed, double deviation) {
        this.seed = seed;
        var random = new Random(seed ^ 0x5E50);
        for (int i = 0; i < TABLE; i++) {
            // The sum of uniform numbers is nearly normal and the same on every machine.
            double sum = random.nextDouble() + random.nextDouble() + random.nextDouble();
            noise[i] = (byte) StrictMath.rint((sum - 1.5) * 2 * deviation);
        }
    }

    /**
     * @param pixels 0xRRGGBB, row by row
     */
    RgbPicture expose(int[] pixels, int width, int frame) {
        var random = new Random(seed * 31 + frame);
        var rgb = new byte[3 * pixels.length];
        for (int start = 0; start < pixels.length; start += width) {
            int from = random.nextInt(TABLE);
            for (int i = 0; i < width; i++) {
                int pixel = pixels[start + i];
                int both = noise[(from + i) & (TABLE - 1)];
                int tint = noise[(from + i + 77_777) & (TABLE - 1)] >> 1;
                int at = 3 * (start + i);
                rgb[at] = clamped(((pixel >> 16) & 255) + both + tint);
                rgb[at + 1] = clamped(((pixel >> 8) & 255) + both);
                rgb[at + 2] = clamped((pixel & 255) + both - tint);
            }
        }
        return new RgbPicture(width, pixels.length / width, rgb);
    }

    private static byte clamped(int value) {
        return (byte) Math.max(0, Math.min(255, value));
    }
}
