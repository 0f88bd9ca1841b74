package io.alpr.vision.onnx;

import java.util.List;

/**
 * How a channel's byte becomes a model's number: {@code (byte / 255 - mean) / deviation}.
 *
 * @param mean one for each channel in the model's order, in shares of 255
 * @param deviation one for each channel, more than 0, in shares of 255
 */
public record Normalisation(List<Double> mean, List<Double> deviation) {
    /** Bytes to 0..1, as YOLO models want. */
    public static final Normalisation UNIT = same(0, 1);

    /** Bytes to -1..1. */
    public static final Normalisation SIGNED = same(0.5, 0.5);

    /** ImageNet's statistics, as PaddleOCR's detectors want them (applied to BGR in this order). */
    public static final Normalisation IMAGENET =
            new Normalisation(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));

    public Normalisation {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        if (mean.size() != deviation.size() || deviation.stream().anyMatch(d -> !(d > 0))) {
            throw new IllegalArgumentException(
                    "Normalisation needs a mean and a deviation above 0 a channel, got: %s and %s"
                            .formatted(mean, deviation));
        }
    }

    private static Normalisation same(double mean, double deviation) {
        return new Normalisation(
                List.of(mean, mean, mean), List.of(deviation, deviation, deviation));
    }

    /** The number for each byte of a channel, 256 long. */
    float[] table(int channel) {
        var table = new float[256];
        for (int value = 0; value < 256; value++) {
            table[value] = (float) ((value / 255.0 - mean.get(channel)) / deviation.get(channel));
        }
        return table;
    }
}
