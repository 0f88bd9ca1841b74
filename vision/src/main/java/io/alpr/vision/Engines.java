package io.alpr.vision;

import io.alpr.vision.detect.BoxDetector;
import io.alpr.vision.detect.DetectorFormat;
import io.alpr.vision.detect.PlateDetector;
import io.alpr.vision.detect.UpscalingDetector;
import io.alpr.vision.image.PixelSize;
import io.alpr.vision.onnx.Colour;
import io.alpr.vision.onnx.Model;
import io.alpr.vision.read.Patterns;
import io.alpr.vision.read.PlateReader;
import io.alpr.vision.read.PlateReading;
import io.alpr.vision.read.SlotsFormat;
import io.alpr.vision.read.SlotsReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes engines: the one that is built in, or one of somebody's own models. The caller closes them.
 */
public final class Engines {
    private static final String READER = "alpr-reader-4";

    /**
     * Where these come from stands in docs/models/README.md, with the threshold of each purpose.
     */
    private static final double OVERLAP_MAX = 0.3;

    private static final double READ_THRESHOLD = 0.5;
    private static final SlotsReader.Margins READ_MARGINS =
            new SlotsReader.Margins(0.04, List.of(0.08, 0.06, 0.04, 0.02, 0.0));

    /** As training/reader/model.py has it. */
    private static final SlotsFormat SLOTS =
            new SlotsFormat(
                    new PixelSize(160, 64),
                    Colour.RGB,
                    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_",
                    '_',
                    List.of(PlateReading.UNKNOWN_REGION, "US", "EU", "BR"),
                    Optional.of(Patterns.resource("/io/alpr/vision/plate-patterns.csv")));

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
     * The built-in engine: a detector and a reader of our own, trained by {@code training/}; what
     * they can do and cannot stands in {@code docs/models/README.md}. They read plates of Latin
     * letters and digits, 3 to 10 of them, in one row or two.
     *
     * @param threads threads of one call, at least 1
     */
    public static Engine builtIn(Purpose purpose, int threads) {
        return engine(purpose, detector(purpose, threads), () -> reader(threads));
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
        var found = detector.map(file::detector).orElseGet(() -> detector(purpose, threads));
        return engine(
                purpose, found, () -> reader.map(file::reader).orElseGet(() -> reader(threads)));
    }

    private static Engine engine(
            Purpose purpose, PlateDetector detector, Supplier<PlateReader> reader) {
        try {
            var engine = new Engine(detector, reader.get());
            return purpose == Purpose.STILL ? engine.closely() : engine;
        } catch (RuntimeException e) {
            detector.close();
            throw e;
        }
    }

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    private static PlateDetector detector(Purpose purpose, int threads) {
        var model = Model.resource(purpose.detector(), purpose.weights(), threads);
        var detector =
                new BoxDetector(
                                model,
                                DetectorFormat.YOLO_RAW,
                                purpose.looks(),
                                purpose.threshold(),
                                OVERLAP_MAX)
                        .withTraces(purpose.trace(purpose.threshold()));
        return purpose == Purpose.STILL ? new UpscalingDetector(detector) : detector;
    }

    private static PlateReader reader(int threads) {
        var model = Model.resource(READER, "/io/alpr/vision/plate-reader.onnx", threads);
        return new SlotsReader(model, SLOTS, READ_THRESHOLD, READ_MARGINS);
    }
}
