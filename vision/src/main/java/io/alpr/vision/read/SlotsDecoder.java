package io.alpr.vision.read;

import io.alpr.vision.onnx.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The output of fast-plate-ocr's models: a fixed number of slots, for each the probability of every
 * character of the alphabet; {@code [plates, slots, characters]}, or the same flat as {@code
 * [plates, slots * characters]}. The best character of a slot counts, with its probability; slots
 * won by the pad character are empty.
 *
 * @param alphabet the characters in the model's order
 * @param pad the character of an empty slot, one of the alphabet
 * @see <a href="https://github.com/ankandrew/fast-plate-ocr">fast-plate-ocr</a>
 */
record SlotsDecoder(String alphabet, char pad) {
    SlotsDecoder {
        if (alphabet.indexOf(pad) < 0) {
            throw new IllegalArgumentException(
                    "The alphabet must hold the pad character '%s', got: %s"
                            .formatted(pad, alphabet));
        }
    }

    /**
     * One text a plate.
     *
     * @throws IllegalArgumentException if the tensor does not have the format's shape
     */
    List<ReadText> decode(Tensor.Floats output) {
        int[] shape = output.shape();
        int characters = alphabet.length();
        boolean cubic = shape.length == 3 && shape[2] == characters;
        boolean flat = shape.length == 2 && shape[1] % characters == 0;
        if (!cubic && !flat) {
            throw new IllegalArgumentException(
                    "slots wants an output of [plates, slots, %d] for an alphabet of %d, got: %s"
                            .formatted(characters, characters, Arrays.toString(shape)));
        }
        int slots = cubic ? shape[1] : shape[1] / characters;
        var texts = new ArrayList<ReadText>(shape[0]);
        for (int plate = 0; plate < shape[0]; plate++) {
            texts.add(plate(output.values(), plate * slots * characters, slots));
        }
        return texts;
    }

    private ReadText plate(float[] values, int from, int slots) {
        var text = new StringBuilder();
        var scores = new ArrayList<Double>();
        for (int slot = 0; slot < slots; slot++) {
            int at = from + slot * alphabet.length();
            int best = 0;
            for (int c = 1; c < alphabet.length(); c++) {
                if (values[at + c] > values[at + best]) {
                    best = c;
                }
            }
            if (alphabet.charAt(best) != pad) {
                text.append(alphabet.charAt(best));
                scores.add((double) Math.clamp(values[at + best], 0f, 1f));
            }
        }
        return new ReadText(text.toString(), scores);
    }
}
