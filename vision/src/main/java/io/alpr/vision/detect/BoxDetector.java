package io.alpr.vision.detect;

import io.alpr.vision.image.Picture;
import io.alpr.vision.image.PixelSize;
import io.alpr.vision.onnx.Colour;
import io.alpr.vision.onnx.Model;
import io.alpr.vision.onnx.ModelFailure;
import io.alpr.vision.onnx.Normalisation;
import io.alpr.vision.onnx.Tensor;
import java.util.List;

/**
 * A detector whose model gives boxes: the YOLO family. The picture is letterboxed with grey into
 * the input {@code [1, 3, height, width]}, RGB, 0 to 1; see {@link DetectorFormat} for the output.
 */
public final class BoxDetector implements PlateDetector {
    private static final float GREY = 114 / 255f;

    private final Model model;
    private final DetectorFormat format;
    private final PixelSize input;
    private final double threshold;
    private final double iouMax;

    /**
     * @param model closed by this detector
     * @param input size of the model's input, pixels
     * @param threshold lowest confidence of a plate, 0 to 1
     * @param iouMax intersection over union above which the weaker of two plates goes, 0 to 1
     */
    public BoxDetector(
            Model model, DetectorFormat format, PixelSize input, double threshold, double iouMax) {
        this.model = model;
        this.format = format;
        this.input = input;
        this.threshold = threshold;
        this.iouMax = iouMax;
    }

    @Override
    public List<Detection> detect(Picture picture) {
        var letterbox = Letterbox.centred(picture, input);
        var outputs = model.run(letterbox.tensor(picture, Colour.RGB, Normalisation.UNIT, GREY));
        if (!(outputs.values().iterator().next() instanceof Tensor.Floats output)) {
            throw new ModelFailure(model.name(), "gives no floats: " + model.outputs());
        }
        try {
            var candidates = format.decoder().decode(output, threshold);
            return NonMaxSuppression.keep(candidates, iouMax).stream()
                    .map(letterbox::back)
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
