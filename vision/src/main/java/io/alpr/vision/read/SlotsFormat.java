package io.alpr.vision.read;

import io.alpr.vision.image.PixelSize;
import io.alpr.vision.onnx.Colour;
import java.util.List;
import java.util.Optional;

/**
 * What {@link SlotsReader} must know of its model.
 *
 * @param input size of the model's input, pixels
 * @param colour order of its channels
 * @param alphabet the characters in the model's order
 * @param pad the character of an empty slot, one of the alphabet
 * @param regions codes in the order of the model's second output, {@code [plates, regions]}; empty
 *     when it has none
 * @param patterns where plates of these regions have letters and digits, for alphabets of A-Z, 0-9
 *     and the pad; empty where that is not known
 */
public record SlotsFormat(
        PixelSize input,
        Colour colour,
        String alphabet,
        char pad,
        List<String> regions,
        Optional<Patterns> patterns) {
    public SlotsFormat {
        regions = List.copyOf(regions);
        if (patterns.isPresent() && !alphabet.replace(pad, '0').matches("[A-Z0-9]+")) {
            throw new IllegalArgumentException(
                    "Patterns are for alphabets of A-Z, 0-9 and the pad, got: " + alphabet);
        }
    }
}
