package io.alpr.vision.read;

import io.alpr.vision.image.PixelSize;
import io.alpr.vision.onnx.Colour;
import java.util.List;

/**
 * What {@link SlotsReader} must know of its model.
 *
 * @param input size of the model's input, pixels
 * @param colour order of its channels
 * @param alphabet the characters in the model's order
 * @param pad the character of an empty slot, one of the alphabet
 * @param regions codes in the order of the model's second output, {@code [plates, regions]}; empty
 *     when it has none
 */
public record SlotsFormat(
        PixelSize input, Colour colour, String alphabet, char pad, List<String> regions) {
    public SlotsFormat {
        regions = List.copyOf(regions);
    }
}
