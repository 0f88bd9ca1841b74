package io.alpr.vision.image;

import java.util.Arrays;

/**
 * Resamples one plane of bytes, or several interleaved channels, row by row: first down the
 * columns, which runs along memory, then along the row. Not thread-safe.
 *
 * <p>A video's every frame goes through here, so the loops are such as HotSpot turns into vector
 * instructions: it does for signed bytes, not for unsigned ones, and not where each output sample
 * has an array of its own.
 */
final class PlaneSampler {
    /** Unsigned bytes less this are signed ones. */
    private static final int MIDDLE = 128;

    private final byte[] plane;
    private final int stride;
    private final int from;
    private final Taps down;
    private final byte[] signed;
    private final float[] mixed;
    private final int step;

    /** For each number of a row the first that it is made of. */
    private final int[] first;

    /** For each tap its weight in every number of a row. */
    private final float[][] weights;

    /**
     * @param plane samples row by row without padding
     * @param width samples of one row, each of {@code channels} bytes
     * @param channels interleaved bytes a sample
     * @param across taps of the x axis
     * @param down taps of the y axis
     */
    PlaneSampler(byte[] plane, int width, int channels, Taps across, Taps down) {
        this.plane = plane;
        this.stride = width * channels;
        this.from = across.low() * channels;
        this.down = down;
        this.step = channels;
        this.first = new int[across.size() * channels];
        this.weights = new float[across.most()][across.size() * channels];
        this.signed = new byte[(across.end() - across.low()) * channels];
        this.mixed = new float[signed.length + across.most() * channels];
        for (int number = 0; number < first.length; number++) {
            int x = number / channels;
            first[number] = (across.first()[x] - across.low()) * channels + number % channels;
            float[] taps = across.weights()[x];
            for (int tap = 0; tap < taps.length; tap++) {
                weights[tap][number] = taps[tap];
            }
        }
    }

    /** Writes output row {@code y}, values 0 to 255, {@code channels} floats a sample. */
    void row(int y, float[] into) {
        mixRows(y);
        Arrays.fill(into, MIDDLE);
        for (int tap = 0; tap < weights.length; tap++) {
            addPicked(mixed, first, tap * step, weights[tap], into);
        }
    }

    private void mixRows(int y) {
        Arrays.fill(mixed, 0);
        float[] rows = down.weights()[y];
        for (int i = 0; i < rows.length; i++) {
            sign(plane, (down.first()[y] + i) * stride + from, signed);
            add(signed, rows[i], mixed);
        }
    }

    private static void sign(byte[] plane, int from, byte[] signed) {
        for (int x = 0; x < signed.length; x++) {
            signed[x] = (byte) (plane[from + x] ^ MIDDLE);
        }
    }

    private static void add(byte[] signed, float weight, float[] sums) {
        for (int x = 0; x < signed.length; x++) {
            sums[x] += weight * signed[x];
        }
    }

    private static void addPicked(
            float[] from, int[] first, int shift, float[] weights, float[] sums) {
        for (int x = 0; x < first.length; x++) {
            sums[x] += weights[x] * from[first[x] + shift];
        }
    }
}
