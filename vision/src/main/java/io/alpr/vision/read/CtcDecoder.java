package io.alpr.vision.read;

import io.alpr.vision.onnx.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The output of recognisers trained with CTC (Graves et al. 2006), such as PP-OCR's: {@code
 * [plates, steps, classes]}, the probability of each class at each step from left to right. Class 0
 * is the blank, class {@code i} the dictionary's entry {@code i - 1}; one class more than that is a
 * space, as PaddleOCR appends it.
 *
 * <p>Greedy: the best class of each step, repeats of one class joined, blanks dropped. A
 * character's score is the highest probability that it has in its run of steps.
 *
 * @param dictionary what each class stands for; entries of several characters or of none are passed
 *     over
 */
record CtcDecoder(Dictionary dictionary) {
    /**
     * One text a plate.
     *
     * @throws IllegalArgumentException if the tensor does not have the format's shape
     */
    List<ReadText> decode(Tensor.Floats output) {
        int[] shape = output.shape();
        int extra = shape.length == 3 ? shape[2] - dictionary.size() : -1;
        if (extra < 1 || extra > 2) {
            throw new IllegalArgumentException(
                    "ctc wants an output of [plates, steps, 1 + %d (+ 1 for a space)], got: %s"
                            .formatted(dictionary.size(), Arrays.toString(shape)));
        }
        var texts = new ArrayList<ReadText>(shape[0]);
        for (int plate = 0; plate < shape[0]; plate++) {
            texts.add(plate(output.values(), plate * shape[1], shape[1], shape[2]));
        }
        return texts;
    }

    private ReadText plate(float[] values, int firstStep, int steps, int classes) {
        var text = new StringBuilder();
        var scores = new ArrayList<Double>();
        int previous = 0;
        for (int step = 0; step < steps; step++) {
            int at = (firstStep + step) * classes;
            int best = best(values, at, classes);
            double score = Math.clamp(values[at + best], 0f, 1f);
            boolean shown = best != 0 && character(best).length() == 1;
            if (shown && best == previous) {
                scores.set(scores.size() - 1, Math.max(scores.getLast(), score));
            } else if (shown) {
                text.append(character(best));
                scores.add(score);
            }
            previous = best;
        }
        return new ReadText(text.toString(), scores);
    }

    private static int best(float[] values, int at, int classes) {
        int best = 0;
        for (int c = 1; c < classes; c++) {
            if (values[at + c] > values[at + best]) {
                best = c;
            }
        }
        return best;
    }

    private String character(int label) {
        return label <= dictionary.size() ? dictionary.entries().get(label - 1) : " ";
    }
}
