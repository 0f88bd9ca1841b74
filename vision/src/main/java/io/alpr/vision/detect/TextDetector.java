package io.alpr.vision.detect;

import io.alpr.vision.image.Picture;
import io.alpr.vision.onnx.Colour;
import io.alpr.vision.onnx.Model;
import io.alpr.vision.onnx.ModelFailure;
import io.alpr.vision.onnx.Normalisation;
import io.alpr.vision.onnx.Tensor;
import java.util.List;

/**
 * Finds plates with a model that finds text: text lines whose shape can be that of a plate's
 * characters, grown to the plate around them ({@link PlateShape}). It takes other text of such a
 * shape along; the reader's rules sort out what they can.
 *
 * <p>Input {@code [1, 3, height, width]}, BGR with ImageNet's normalisation, sides multiples of 32;
 * output as in {@link TextMap}.
 */
public final class TextDetector implements PlateDetector {
    private static final int STEP = 32;

    private final Model model;
    private final int longSide;
    private final TextMap map;
    private final PlateShape shape = PlateShape.FITTED;

    /**
     * @param model closed by this detector
     * @param longSide pixels to which the longer side of a picture is shrunk: more finds smaller
     *     plates and takes longer
     * @param threshold lowest mean probability of a text line, 0 to 1
     */
    public TextDetector(Model model, int longSide, double threshold) {
        this.model = model;
        this.longSide = longSide;
        this.map = new TextMap(TextMap.PADDLE.pixelThreshold(), threshold, TextMap.PADDLE.unclip());
    }

    @Override
    public List<Detection> detect(Picture picture) {
        var letterbox = Letterbox.snug(picture, longSide, STEP);
        var outputs = model.run(letterbox.tensor(picture, Colour.BGR, Normalisation.IMAGENET, 0));
        if (!(outputs.values().iterator().next() instanceof Tensor.Floats output)) {
            throw new ModelFailure(model.name(), "gives no floats: " + model.outputs());
        }
        try {
            var lines = map.decode(output).stream().map(letterbox::back).toList();
            return shape.plates(lines).stream()
                    .map(box -> new Detection(letterbox.clipped(box), box.score()))
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new ModelFailure(model.name(), String.valueOf(e.getMessage()));
        }
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
