package io.alpr.app.evaluate;

import io.alpr.vision.image.PixelBox;

/**
 * One plate as a person labelled it.
 *
 * @param box pixels of the picture, origin top left
 * @param text A-Z and 0-9 as typed, empty when the label has none
 */
public record LabelledPlate(PixelBox box, String text) {
    /** O as 0 and I as 1, which people and many plates do not tell apart. */
    public static String folded(String text) {
        return text.replace('O', '0').replace('I', '1');
    }
}
