package io.alpr.vision.image;

import java.util.Arrays;

/**
 * Resamples one plane of bytes, or several interleaved channels, row by row: first down the
 * columns, which runs along memory, then along the row. Not thread-safe.
 */
final class PlaneSampler {
    private final byte[] plane;
    private final int stride;
    private final int channels;
    private final Taps across;
    private final Taps down;
    private final float[] mixed;

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
        this.channels = channels;
        this.across = across;
        this.down = down;
        this.mixed = new float[(across.end() - across.low()) * channels];
    }

    /** Writes output row {@code y}, values 0 to 255, {@code channels} floats a sample. */
    void row(int y, float[] into) {
        mixRows(y);
        int out = 0;
        for (int x = 0; x < across.size(); x++) {
            float[] weights = across.weights()[x];
            int from = (across.first()[x] - across.low()) * channels;
            for (int channel = 0; channel < channels; channel++) {
                float sum = 0;
                int at = from + channel;
                for (float weight : weights) {
                    sum += weight * mixed[at];
                    at += channels;
                }
                into[out++] = sum;
            }
        }
    }

    private void mixRows(int y) {
        Arrays.fill(mixed, 0);
        float[] weights = down.weights()[y];
        for (int i = 0; i < weights.length; i++) {
            int from = (down.first()[y] + i) * stride + across.low() * channels;
            float weight = weights[i];
            for (int x = 0; x < mixed.length; x++) {
                mixed[x] += weight * (plane[from + x] & 255);
            }
        }
    }
}
