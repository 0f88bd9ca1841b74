package io.alpr.vision.onnx;

/** The channels that a model wants of each pixel, in order. */
public enum Colour {
    /** Red, green, blue: what most trainers use. */
    RGB,
    /** Blue, green, red: models trained on OpenCV's pictures, such as PaddleOCR's. */
    BGR,
    /** One channel of luma, {@code 0.299 R + 0.587 G + 0.114 B} as OpenCV computes it. */
    GREY;

    int channels() {
        return this == GREY ? 1 : 3;
    }

    /** Channel {@code channel} of the RGB pixel that starts at byte {@code at}, 0 to 255. */
    int value(byte[] rgb, int at, int channel) {
        return switch (this) {
            case RGB -> rgb[at + channel] & 255;
            case BGR -> rgb[at + 2 - channel] & 255;
            case GREY ->
                    // 14-bit fixed point: the three shares add up to 1 << 14.
                    ((rgb[at] & 255) * 4899
                                    + (rgb[at + 1] & 255) * 9617
                                    + (rgb[at + 2] & 255) * 1868
                                    + (1 << 13))
                            >> 14;
        };
    }
}
