package io.alpr.vision.image;

/**
 * Which samples of one axis make each output sample, and with what weight.
 *
 * <p>With {@code scale = length / out}, output sample {@code o} covers the half-open interval
 * {@code [start + o * scale, start + (o + 1) * scale)}. Shrinking ({@code scale >= 1}) takes the
 * mean over that interval, samples at its ends counting by the share covered. Growing takes the two
 * samples whose centres enclose the interval's centre, linearly; beyond the outermost centre of the
 * region the outermost sample alone counts. Weights of one output sample add up to 1.
 *
 * @param first first source sample of each output sample
 * @param weights weights from there on, one row an output sample
 */
record Taps(int[] first, float[][] weights) {

    /**
     * @param start left end of the region in source samples, not negative
     * @param length its length in source samples, more than 0
     * @param out output samples, at least 1
     */
    static Taps over(double start, double length, int out) {
        double scale = length / out;
        var first = new int[out];
        var weights = new float[out][];
        int offset = (int) Math.floor(start);
        int high = (int) Math.ceil(start + length) - 1 - offset;
        for (int o = 0; o < out; o++) {
            // Counted from the region's own start, so that a crop's taps are the same to the bit.
            double from = start - offset + o * scale;
            if (scale >= 1) {
                mean(from, from + scale, high, o, first, weights);
            } else {
                linear(from + scale / 2 - 0.5, high, o, first, weights);
            }
            first[o] += offset;
        }
        return new Taps(first, weights);
    }

    private static void mean(
            double from, double to, int high, int o, int[] first, float[][] weights) {
        int begin = Math.clamp((int) Math.floor(from), 0, high);
        int last = Math.clamp((int) Math.ceil(to) - 1, begin, high);
        var row = new float[last - begin + 1];
        double total = 0;
        for (int i = begin; i <= last; i++) {
            double covered = Math.max(0, Math.min(to, i + 1.0) - Math.max(from, i));
            row[i - begin] = (float) covered;
            total += covered;
        }
        for (int i = 0; i < row.length; i++) {
            row[i] = (float) (row[i] / total);
        }
        first[o] = begin;
        weights[o] = row;
    }

    private static void linear(double centre, int high, int o, int[] first, float[][] weights) {
        double at = Math.clamp(centre, 0, high);
        int begin = (int) Math.floor(at);
        first[o] = begin;
        float share = (float) (at - begin);
        weights[o] = begin == high ? new float[] {1} : new float[] {1 - share, share};
    }

    int size() {
        return first.length;
    }

    /** The most source samples that one output sample is made of. */
    int most() {
        int most = 0;
        for (float[] row : weights) {
            most = Math.max(most, row.length);
        }
        return most;
    }

    /** The lowest source sample that any output sample needs. */
    int low() {
        return first[0];
    }

    /** One past the highest source sample that any output sample needs. */
    int end() {
        int last = size() - 1;
        return first[last] + weights[last].length;
    }
}
