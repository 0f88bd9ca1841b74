package io.alpr.vision;

import io.alpr.vision.detect.PlateDetector;
import io.alpr.vision.detect.TextDetector;
import io.alpr.vision.image.PixelSize;
import io.alpr.vision.onnx.Colour;
import io.alpr.vision.onnx.Model;
import io.alpr.vision.read.CtcReader;
import io.alpr.vision.read.Dictionary;
import io.alpr.vision.read.PlateReader;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Makes engines: the one that is built in, or one of somebody's own models. The caller closes them.
 */
public final class Engines {
    private static final double TEXT_THRESHOLD = 0.5;
    private static final PixelSize LINE = new PixelSize(480, 48);
    private static final double LINE_MARGIN = 0.0;
    private static final double LINE_TRIM = 0.1;

    private Engines() {}

    /** The built-in engine for single pictures, on all processors. */
    public static Engine builtIn() {
        return builtIn(Purpose.STILL);
    }

    /** The built-in engine on all processors. */
    public static Engine builtIn(Purpose purpose) {
        return builtIn(purpose, processors());
    }

    /**
     * The built-in engine: PP-OCRv4's text detector and recogniser. It reads one row of characters
     * from left to right, so plates of two rows are beyond it.
     *
     * @param threads threads of one call, at least 1
     */
    public static Engine builtIn(Purpose purpose, int threads) {
        return engine(detector(purpose, threads), () -> reader(threads));
    }

    /** The engine of a file, for single pictures, on all processors. */
    public static Engine open(Path yaml) {
        return open(yaml, Purpose.STILL, processors());
    }

    /**
     * The engine that a YAML file describes: a section {@code detector} and a section {@code
     * reader}; for one left out the built-in part is taken. The module's README lists the keys.
     *
     * @param threads threads of one call, at least 1
     * @throws InvalidEngineFile if the file says something it cannot
     * @throws io.alpr.vision.onnx.ModelFailure if a model cannot be used
     */
    public static Engine open(Path yaml, Purpose purpose, int threads) {
        var top = Section.read(yaml);
        var detector = top.section("detector");
        var reader = top.section("reader");
        top.finish();
        var file = new EngineFile(purpose, threads);
        return engine(
                detector.map(file::detector).orElseGet(() -> detector(purpose, threads)),
                () -> reader.map(file::reader).orElseGet(() -> reader(threads)));
    }

    private static Engine engine(PlateDetector detector, Supplier<PlateReader> reader) {
        try {
            return new Engine(detector, reader.get());
        } catch (RuntimeException e) {
            detector.close();
            throw e;
        }
    }

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    private static PlateDetector detector(Purpose purpose, int threads) {
        var model = Model.resource("ppocr-v4-det", "/models/ch_PP-OCRv4_det_infer.onnx", threads);
        return new TextDetector(model, purpose.longSide(), TEXT_THRESHOLD);
    }

    private static PlateReader reader(int threads) {
        var model = Model.resource("ppocr-v4-rec", "/models/ch_PP-OCRv4_rec_infer.onnx", threads);
        var dictionary = Dictionary.resource("/models/ppocr_keys_v1.txt");
        return new CtcReader(model, LINE, Colour.BGR, dictionary, LINE_MARGIN, LINE_TRIM);
    }
}
