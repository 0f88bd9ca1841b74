package io.alpr.vision.detect;

import io.alpr.vision.onnx.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The output of a DB text detector ("Real-time Scene Text Detection with Differentiable
 * Binarization", Liao et al. 2020) as PaddleOCR exports it: {@code [1, 1, height, width]} of the
 * input, the probability of each pixel to lie in the shrunk middle of a text line.
 *
 * <p>A text line is a connected set (8 neighbours) of pixels above a threshold; its score is their
 * mean; its box is grown by {@code area * unclip / perimeter}, which undoes the shrinking. Boxes
 * are upright: plates lean a little, and the tracker and the reader want upright boxes anyway.
 *
 * @param pixelThreshold probability from which on a pixel is text, 0 to 1
 * @param threshold mean probability from which on a set is a line, 0 to 1
 * @param unclip how far to grow; PaddleOCR's value is 1.5
 */
record TextMap(double pixelThreshold, double threshold, double unclip) {
    /** Sets with a side of fewer pixels than this are noise. */
    private static final int SIDE_MIN = 3;

    /** PaddleOCR's thresholds. */
    static final TextMap PADDLE = new TextMap(0.3, 0.5, 1.5);

    /**
     * The text lines, in the order of their first pixel.
     *
     * @throws IllegalArgumentException if the tensor does not have the format's shape
     */
    List<Candidate> decode(Tensor.Floats output) {
        int[] shape = output.shape();
        if (shape.length != 4 || shape[0] != 1 || shape[1] != 1) {
            throw new IllegalArgumentException(
                    "db-text wants an output of [1, 1, height, width], got: "
                            + Arrays.toString(shape));
        }
        var fill = new Fill(output.values(), shape[3], shape[2], (float) pixelThreshold);
        var lines = new ArrayList<Candidate>();
        for (int start = 0; start < output.values().length; start++) {
            if (fill.from(start) && fill.width() >= SIDE_MIN && fill.height() >= SIDE_MIN) {
                double score = fill.sum / fill.count;
                if (score >= threshold) {
                    lines.add(grown(fill, Math.min(1, score)));
                }
            }
        }
        return lines;
    }

    private Candidate grown(Fill fill, double score) {
        double width = fill.width();
        double height = fill.height();
        double distance = width * height * unclip / (2 * (width + height));
        return new Candidate(
                fill.left - distance,
                fill.top - distance,
                fill.right + 1 + distance,
                fill.bottom + 1 + distance,
                score);
    }

    /** Walks one connected set after the other and keeps the extent of the last. */
    private static final class Fill {
        private final float[] map;
        private final int mapWidth;
        private final int mapHeight;
        private final float threshold;
        private final boolean[] seen;
        private int[] stack = new int[256];
        private int stacked;
        private int left;
        private int top;
        private int right;
        private int bottom;
        private int count;
        private double sum;

        Fill(float[] map, int mapWidth, int mapHeight, float threshold) {
            this.map = map;
            this.mapWidth = mapWidth;
            this.mapHeight = mapHeight;
            this.threshold = threshold;
            this.seen = new boolean[map.length];
        }

        /** Walks the set that holds a pixel; false if it is no text or was walked before. */
        boolean from(int start) {
            if (map[start] < threshold || seen[start]) {
                return false;
            }
            left = mapWidth;
            top = mapHeight;
            right = -1;
            bottom = -1;
            count = 0;
            sum = 0;
            push(start);
            while (stacked > 0) {
                visit(stack[--stacked]);
            }
            return true;
        }

        private void visit(int at) {
            int x = at % mapWidth;
            int y = at / mapWidth;
            left = Math.min(left, x);
            right = Math.max(right, x);
            top = Math.min(top, y);
            bottom = Math.max(bottom, y);
            count++;
            sum += map[at];
            for (int ny = Math.max(0, y - 1); ny <= Math.min(mapHeight - 1, y + 1); ny++) {
                for (int nx = Math.max(0, x - 1); nx <= Math.min(mapWidth - 1, x + 1); nx++) {
                    int next = ny * mapWidth + nx;
                    if (!seen[next] && map[next] >= threshold) {
                        push(next);
                    }
                }
            }
        }

        private void push(int at) {
            seen[at] = true;
            if (stacked == stack.length) {
                stack = Arrays.copyOf(stack, 2 * stacked);
            }
            stack[stacked++] = at;
        }

        int width() {
            return right - left + 1;
        }

        int height() {
            return bottom - top + 1;
        }
    }
}
