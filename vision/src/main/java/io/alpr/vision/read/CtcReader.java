package io.alpr.vision.read;

import io.alpr.vision.image.PixelSize;
import io.alpr.vision.image.RgbPicture;
import io.alpr.vision.onnx.Colour;
import io.alpr.vision.onnx.Model;
import io.alpr.vision.onnx.ModelFailure;
import io.alpr.vision.onnx.Normalisation;
import io.alpr.vision.onnx.PictureTensors;
import io.alpr.vision.onnx.Tensor;
import io.alpr.vision.read.PlateReading.Illegible;
import io.alpr.vision.read.PlateReading.Refusal;
import java.util.List;

/**
 * Reads one line of text with a CTC recogniser such as PP-OCR's: the crop is scaled to the input's
 * height and its own width, {@code [1, channels, height, width]}, -1 to 1; output as in {@link
 * CtcDecoder}.
 */
public final class CtcReader implements PlateReader {
    /** Crops of fewer rows hold no characters that could be told apart. */
    private static final int ROWS_MIN = 8;

    private final Model model;
    private final PixelSize input;
    private final Colour colour;
    private final CtcDecoder decoder;
    private final PlateRules rules;
    private final double margin;
    private final double trim;

    /**
     * @param model closed by this reader
     * @param input height of the model's input and the width from which on a crop is squeezed
     * @param dictionary what each class stands for
     * @param margin see {@link PlateReader#margin()}
     * @param trim share of a crop's height that is cut off above and below, 0 to 0.4: a recogniser
     *     trained on lines of text reads better without the plate's rim and its small print
     */
    public CtcReader(
            Model model,
            PixelSize input,
            Colour colour,
            Dictionary dictionary,
            double margin,
            double trim) {
        this.model = model;
        this.input = input;
        this.colour = colour;
        this.decoder = new CtcDecoder(dictionary);
        this.rules = PlateRules.ANY_TEXT;
        this.margin = margin;
        this.trim = trim;
    }

    @Override
    public List<PlateReading> read(List<RgbPicture> crops) {
        return crops.stream().map(this::read).toList();
    }

    private PlateReading read(RgbPicture crop) {
        if (crop.height() < ROWS_MIN) {
            return new Illegible(Refusal.TOO_SMALL);
        }
        return rules.judge(text(crop));
    }

    private ReadText text(RgbPicture crop) {
        var line = crop.bounds().grown(0, -trim, crop.width(), crop.height());
        long natural = Math.round((double) input.height() * line.width() / line.height());
        int width = Math.clamp(natural, input.height(), input.width());
        var scaled = crop.scaled(line, width, input.height());
        var tensor =
                PictureTensors.planes(
                        scaled,
                        new PixelSize(width, input.height()),
                        0,
                        0,
                        colour,
                        Normalisation.SIGNED,
                        0);
        if (!(model.run(tensor).values().iterator().next() instanceof Tensor.Floats output)) {
            throw new ModelFailure(model.name(), "gives no floats: " + model.outputs());
        }
        try {
            return decoder.decode(output).getFirst();
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
