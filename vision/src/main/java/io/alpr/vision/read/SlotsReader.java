package io.alpr.vision.read;

import io.alpr.vision.image.PixelSize;
import io.alpr.vision.image.RgbPicture;
import io.alpr.vision.onnx.Colour;
import io.alpr.vision.onnx.Model;
import io.alpr.vision.onnx.ModelFailure;
import io.alpr.vision.onnx.PictureTensors;
import io.alpr.vision.onnx.Port;
import io.alpr.vision.onnx.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads with fast-plate-ocr's models: crops stretched to the input {@code [plates, height, width,
 * channels]}, unsigned bytes; output as in {@link SlotsDecoder}.
 */
public final class SlotsReader implements PlateReader {
    /** Plates of one call at most, which bounds its memory. */
    private static final int BATCH_MAX = 16;

    private final Model model;
    private final PixelSize input;
    private final Colour colour;
    private final SlotsDecoder decoder;
    private final PlateRules rules;
    private final double margin;
    private final int batch;

    /**
     * @param model closed by this reader
     * @param input size of the model's input, pixels
     * @param alphabet the characters in the model's order
     * @param pad the character of an empty slot, one of the alphabet
     * @param threshold lowest mean score of a reading, 0 to 1
     * @param margin see {@link PlateReader#margin()}
     */
    public SlotsReader(
            Model model,
            PixelSize input,
            Colour colour,
            String alphabet,
            char pad,
            double threshold,
            double margin) {
        this.model = model;
        this.input = input;
        this.colour = colour;
        this.decoder = new SlotsDecoder(alphabet, pad);
        this.rules = PlateRules.platesOnly(threshold);
        this.margin = margin;
        var shape = model.inputs().getFirst().shape();
        boolean any = !shape.isEmpty() && shape.getFirst() == Port.ANY;
        this.batch = any ? BATCH_MAX : 1;
    }

    @Override
    public List<PlateReading> read(List<RgbPicture> crops) {
        var readings = new ArrayList<PlateReading>(crops.size());
        for (int from = 0; from < crops.size(); from += batch) {
            int to = Math.min(crops.size(), from + batch);
            readings.addAll(batch(crops.subList(from, to)));
        }
        return readings;
    }

    private List<PlateReading> batch(List<RgbPicture> crops) {
        var scaled =
                crops.stream()
                        .map(crop -> crop.scaled(crop.bounds(), input.width(), input.height()))
                        .toList();
        var outputs = model.run(PictureTensors.interleaved(scaled, colour));
        if (!(outputs.values().iterator().next() instanceof Tensor.Floats output)) {
            throw new ModelFailure(model.name(), "gives no floats: " + model.outputs());
        }
        try {
            return decoder.decode(output).stream().map(rules::judge).toList();
        } catch (IllegalArgumentException e) {
            throw new ModelFailure(model.name(), String.valueOf(e.getMessage()));
        }
    }

    @Override
    public double margin() {
        return margin;
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public void close() {
        model.close();
    }
}
