package io.alpr.vision.detect;

import io.alpr.vision.onnx.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * YOLO models that suppress overlaps themselves, one float tensor, a row a box, corners in pixels
 * of the letterboxed input. Two layouts, told apart by their shape:
 *
 * <ul>
 *   <li>{@code [rows, 7]}: batch index, left, top, right, bottom, class, score: YOLO v7 and v9 with
 *       the NMS in the graph, as the models of open-image-models;
 *   <li>{@code [1, rows, 6]}: left, top, right, bottom, score, class: YOLO v10 and Ultralytics'
 *       {@code nms=True}; unused rows have score 0.
 * </ul>
 *
 * @see <a href="https://github.com/ankandrew/open-image-models">open-image-models</a>
 * @see <a href="https://arxiv.org/abs/2405.14458">YOLOv10: Real-Time End-to-End Object
 *     Detection</a>
 */
record YoloEndToEnd() implements BoxDecoder {

    @Override
    public List<Candidate> decode(Tensor.Floats output, double threshold) {
        int[] shape = output.shape();
        if (shape.length == 2 && shape[1] == 7) {
            return rows(output.values(), 7, 1, 6, threshold);
        }
        if (shape.length == 3 && shape[0] == 1 && shape[2] == 6) {
            return rows(output.values(), 6, 0, 4, threshold);
        }
        throw new IllegalArgumentException(
                "yolo-end2end wants an output of [rows, 7] or [1, rows, 6], got: "
                        + Arrays.toString(shape));
    }

    private static List<Candidate> rows(
            float[] values, int columns, int box, int score, double threshold) {
        var found = new ArrayList<Candidate>();
        for (int at = 0; at < values.length; at += columns) {
            boolean firstPicture = box == 0 || values[at] == 0;
            if (firstPicture && values[at + score] >= threshold) {
                int corner = at + box;
                found.add(
                        new Candidate(
                                values[corner],
                                values[corner + 1],
                                values[corner + 2],
                                values[corner + 3],
                                Math.clamp(values[at + score], 0f, 1f)));
            }
        }
        return found;
    }
}
