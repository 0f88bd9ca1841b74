package io.alpr.vision;

import io.alpr.vision.detect.BoxDetector;
import io.alpr.vision.detect.DetectorFormat;
import io.alpr.vision.detect.Look;
import io.alpr.vision.detect.PlateDetector;
import io.alpr.vision.detect.TextDetector;
import io.alpr.vision.image.PixelSize;
import io.alpr.vision.onnx.Colour;
import io.alpr.vision.onnx.Model;
import io.alpr.vision.onnx.Port;
import io.alpr.vision.read.CtcReader;
import io.alpr.vision.read.Dictionary;
import io.alpr.vision.read.PlateReader;
import io.alpr.vision.read.SlotsFormat;
import io.alpr.vision.read.SlotsReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Makes the parts of an engine from the sections of its file; the keys are in the README. */
final class EngineFile {
    private static final double MARGIN_MAX = 1;
    private static final double TRIM_MAX = 0.4;

    /** Sides of inputs of any size are multiples of it; most detectors shrink by 32. */
    private static final int STEP = 32;

    private final Purpose purpose;
    private final int threads;

    EngineFile(Purpose purpose, int threads) {
        this.purpose = purpose;
        this.threads = threads;
    }

    PlateDetector detector(Section section) {
        String format = section.text("format");
        return switch (format) {
            case "yolo-raw" -> boxes(section, DetectorFormat.YOLO_RAW);
            case "yolo-end2end" -> boxes(section, DetectorFormat.YOLO_END_TO_END);
            case "db-text" -> text(section);
            default ->
                    throw section.fault(
                            "format",
                            "must be one of yolo-raw, yolo-end2end, db-text, got: " + format);
        };
    }

    PlateReader reader(Section section) {
        String format = section.text("format");
        return switch (format) {
            case "slots" -> slots(section);
            case "ctc" -> ctc(section);
            default -> throw section.fault("format", "must be one of slots, ctc, got: " + format);
        };
    }

    private PlateDetector boxes(Section section, DetectorFormat format) {
        Path file = section.file("model");
        String name = name(section, file);
        var size = section.size("input");
        int longSide = section.whole("long_side", 0, STEP, 8192);
        double threshold = section.number("threshold", 0.3, 0, 1);
        double iouMax = section.number("nms", 0.5, 0, 1);
        section.finish();
        return opened(
                name,
                file,
                model -> {
                    var look =
                            longSide > 0
                                    ? snug(section, longSide, shape(model))
                                    : new Look.Fixed(input(section, size, shape(model), 2));
                    return new BoxDetector(model, format, List.of(look), threshold, iouMax)
                            .withTraces(purpose.trace(threshold));
                });
    }

    private static Look snug(Section section, int longSide, List<Long> shape) {
        if (shape.size() != 4 || shape.get(2) != Port.ANY || shape.get(3) != Port.ANY) {
            throw section.fault("long_side", "is for models that take any size, takes: " + shape);
        }
        return new Look.Snug(longSide, STEP);
    }

    private PlateDetector text(Section section) {
        Path file = section.file("model");
        String name = name(section, file);
        int longSide = section.whole("long_side", purpose == Purpose.VIDEO ? 640 : 1280, 32, 8192);
        double threshold = section.number("threshold", 0.5, 0, 1);
        section.finish();
        return opened(name, file, model -> new TextDetector(model, longSide, threshold));
    }

    private PlateReader slots(Section section) {
        Path file = section.file("model");
        String name = name(section, file);
        var size = section.size("input");
        String alphabet = section.text("alphabet");
        String pad = section.optionalText("pad").orElse("_");
        var colour = section.choice("colour", Colour.RGB, Colour.class);
        var regions = section.texts("regions");
        double threshold = section.number("threshold", 0.3, 0, 1);
        double margin = section.number("margin", 0.03, 0, MARGIN_MAX);
        section.finish();
        if (pad.length() != 1 || !alphabet.contains(pad)) {
            throw section.fault("pad", "must be one character of the alphabet, got: " + pad);
        }
        return opened(
                name,
                file,
                model -> {
                    var input = input(section, size, shape(model), 1);
                    var slots =
                            new SlotsFormat(
                                    input,
                                    colour,
                                    alphabet,
                                    pad.charAt(0),
                                    regions,
                                    Optional.empty());
                    var margins = new SlotsReader.Margins(margin, List.of(margin));
                    return new SlotsReader(model, slots, threshold, margins);
                });
    }

    private PlateReader ctc(Section section) {
        Path file = section.file("model");
        String name = name(section, file);
        var size = section.size("input");
        var dictionary = dictionary(section);
        var colour = section.choice("colour", Colour.BGR, Colour.class);
        double margin = section.number("margin", 0, 0, MARGIN_MAX);
        double trim = section.number("trim", 0, 0, TRIM_MAX);
        section.finish();
        return opened(
                name,
                file,
                model -> {
                    var input = input(section, size, shape(model), 2);
                    return new CtcReader(model, input, colour, dictionary, margin, trim);
                });
    }

    private static Dictionary dictionary(Section section) {
        var alphabet = section.optionalText("alphabet");
        if (alphabet.isPresent()) {
            return Dictionary.characters(alphabet.get());
        }
        try {
            return Dictionary.read(section.file("dictionary"));
        } catch (IllegalArgumentException e) {
            throw section.fault("dictionary", "is unusable: " + e.getMessage());
        }
    }

    private static String name(Section section, Path file) {
        String fileName = String.valueOf(file.getFileName());
        return section.optionalText("name").orElse(fileName.replaceFirst("\\.onnx$", ""));
    }

    private static List<Long> shape(Model model) {
        return model.inputs().getFirst().shape();
    }

    /** The size given, else the model's own; height comes first in a model's shape. */
    private static PixelSize input(
            Section section, Optional<PixelSize> given, List<Long> shape, int heightAt) {
        if (shape.size() != 4) {
            throw section.fault("model", "must take pictures in 4 dimensions, takes: " + shape);
        }
        long height = shape.get(heightAt);
        long width = shape.get(heightAt + 1);
        if (given.isEmpty() && (height == Port.ANY || width == Port.ANY)) {
            throw section.fault("input", "is missing, and the model takes any size");
        }
        var size = given.orElseGet(() -> new PixelSize((int) width, (int) height));
        boolean fits =
                (height == Port.ANY || height == size.height())
                        && (width == Port.ANY || width == size.width());
        if (!fits) {
            throw section.fault(
                    "input",
                    "must be the model's own %dx%d, got: %dx%d"
                            .formatted(width, height, size.width(), size.height()));
        }
        return size;
    }

    /** Makes a part around a model, which is closed again if that fails. */
    private <T> T opened(String name, Path file, Part<T> part) {
        var model = Model.open(name, file, threads);
        try {
            return part.around(model);
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    /** Makes one part of an engine. */
    private interface Part<T> {
        T around(Model model);
    }
}
