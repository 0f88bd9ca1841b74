package io.alpr.vision.detect;

import io.alpr.vision.onnx.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The raw head of YOLO v8 and v11 as Ultralytics exports it without NMS: one float tensor {@code
 * [1, 4 + classes, N]}, a column a box: centre x, centre y, width, height in pixels of the
 * letterboxed input, then the score of each class, already 0 to 1. The best class counts. Boxes
 * overlap.
 *
 * @see <a href="https://docs.ultralytics.com/modes/export/">Ultralytics: model export</a>
 */
record YoloRaw() implements BoxDecoder {
    private static final int BOX_ROWS = 4;

    @Override
    public List<Candidate> decode(Tensor.Floats output, double threshold) {
        int[] shape = output.shape();
        if (shape.length != 3 || shape[0] != 1 || shape[1] <= BOX_ROWS) {
            throw new IllegalArgumentException(
                    "yolo-raw wants an output of [1, 4 + classes, boxes], got: "
                            + Arrays.toString(shape));
        }
        int boxes = shape[2];
        float[] values = output.values();
        var found = new ArrayList<Candidate>();
        for (int box = 0; box < boxes; box++) {
            float score = 0;
            for (int row = BOX_ROWS; row < shape[1]; row++) {
                score = Math.max(score, values[row * boxes + box]);
            }
            if (score >= threshold) {
                double x = values[box];
                double y = values[boxes + box];
                double halfWidth = values[2 * boxes + box] / 2.0;
                double halfHeight = values[3 * boxes + box] / 2.0;
                found.add(
                        new Candidate(
                                x - halfWidth,
                                y - halfHeight,
                                x + halfWidth,
                                y + halfHeight,
                                Math.min(1, score)));
            }
        }
        return found;
    }
}
