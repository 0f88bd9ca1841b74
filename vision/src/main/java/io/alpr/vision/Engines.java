package io.alpr.vision;

import io.alpr.vision.detect.TextDetector;
import io.alpr.vision.image.PixelSize;
import io.alpr.vision.onnx.Colour;
import io.alpr.vision.onnx.Model;
import io.alpr.vision.read.CtcReader;

/** Makes engines: the one that is built in, or one of somebody's own models. */
public final class Engines {
    private static final double TEXT_THRESHOLD = 0.5;
    private static final PixelSize LINE = new PixelSize(480, 48);
    private static final double LINE_MARGIN = 0.0;

    private Engines() {}

    /** The built-in engine for single pictures, on all processors. */
    public static Engine builtIn() {
        return builtIn(Purpose.STILL);
    }

    /** The built-in engine on all processors. */
    public static Engine builtIn(Purpose purpose) {
        return builtIn(purpose, Runtime.getRuntime().availableProcessors());
    }

    /**
     * The built-in engine: PP-OCRv4's text detector and recogniser. It reads one row of characters
     * from left to right, so plates of two rows are beyond it.
     *
     * @param threads threads of one call, at least 1
     */
    public static Engine builtIn(Purpose purpose, int threads) {
        var text = Model.resource("ppocr-v4-det", "/models/ch_PP-OCRv4_det_infer.onnx", threads);
        var detector = new TextDetector(text, purpose.longSide(), TEXT_THRESHOLD);
        var line = Model.resource("ppocr-v4-rec", "/models/ch_PP-OCRv4_rec_infer.onnx", threads);
        var dictionary = line.note("character").orElseThrow().lines().toList();
        return new Engine(detector, new CtcReader(line, LINE, Colour.BGR, dictionary, LINE_MARGIN));
    }
}
