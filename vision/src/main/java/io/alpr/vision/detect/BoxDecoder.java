package io.alpr.vision.detect;

import io.alpr.vision.onnx.Tensor;
import java.util.List;

/** Turns the output of one detector format into boxes. Implementations are stateless. */
sealed interface BoxDecoder permits YoloRaw, YoloEndToEnd {
    /**
     * The boxes of the first picture of the batch whose score reaches a threshold, in the tensor's
     * order, overlaps included.
     *
     * @throws IllegalArgumentException if the tensor does not have the format's shape
     */
    List<Candidate> decode(Tensor.Floats output, double threshold);
}
