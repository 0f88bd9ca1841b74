package io.alpr.vision;

import io.alpr.vision.image.PixelSize;
import io.alpr.vision.image.RandomPictures;
import io.alpr.vision.image.RgbPicture;
import io.alpr.vision.image.YuvPicture;
import io.alpr.vision.onnx.Colour;
import io.alpr.vision.onnx.Model;
import io.alpr.vision.onnx.Normalisation;
import io.alpr.vision.onnx.PictureTensors;
import io.alpr.vision.onnx.Tensor;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Times the built-in models against PP-OCRv4's, one thread each, turn and turn about in one
 * process, so that whatever else the machine does befalls both alike; then the parts of one video
 * frame of 1920x1080. Medians of 200.
 */
public final class BenchmarkSpeed {
    private static final int ROUNDS = 200;
    private static final int WARM_UP = 20;
    private static final PixelSize VIDEO = new PixelSize(640, 384);
    private static final PixelSize LINE = new PixelSize(320, 48);
    private static final PixelSize CROP = new PixelSize(160, 64);

    private BenchmarkSpeed() {}

    /** Work with a name. */
    record Task(String name, Runnable work) {}

    public static void main(String[] args) {
        var random = new Random(1);
        var frame = RandomPictures.rgb(random, VIDEO.width(), VIDEO.height());
        var crop = RandomPictures.rgb(random, CROP.width(), CROP.height());
        var line = RandomPictures.rgb(random, LINE.width(), LINE.height());
        try (var detector = ours("detector");
                var whole = ours("detector-video");
                var reader = ours("reader");
                var text = theirs("det");
                var recogniser = theirs("rec")) {
            var planes = planes(frame, VIDEO);
            var bytes = PictureTensors.interleaved(List.of(crop), Colour.RGB);
            var signed = planes(line, LINE);
            compare(
                    System.out,
                    new Task("detector 640x384", () -> detector.run(planes)),
                    new Task("PP-OCRv4 det 640x384", () -> text.run(planes)));
            compare(
                    System.out,
                    new Task("detector over whole numbers", () -> whole.run(planes)),
                    new Task("PP-OCRv4 det 640x384", () -> text.run(planes)));
            compare(
                    System.out,
                    new Task("reader", () -> reader.run(bytes)),
                    new Task("PP-OCRv4 rec 320x48", () -> recogniser.run(signed)));
        }
        YuvPicture large = RandomPictures.yuv(random, 1920, 1080);
        for (var purpose : Purpose.values()) {
            try (var engine = Engines.builtIn(purpose, 1)) {
                var detect = new Task("frame, " + purpose, () -> engine.detector().detect(large));
                System.out.printf("%-24s %8.2f ms%n", detect.name(), medians(detect)[0]);
            }
        }
    }

    private static Tensor.Floats planes(RgbPicture picture, PixelSize size) {
        return PictureTensors.planes(picture, size, 0, 0, Colour.RGB, Normalisation.UNIT, 0);
    }

    private static Model ours(String part) {
        return Model.resource(part, "/io/alpr/vision/plate-" + part + ".onnx", 1);
    }

    private static Model theirs(String part) {
        return Model.resource(part, "/models/ch_PP-OCRv4_" + part + "_infer.onnx", 1);
    }

    private static void compare(PrintStream out, Task ours, Task theirs) {
        double[] medians = medians(ours, theirs);
        out.printf("%-24s %8.2f ms%n", ours.name(), medians[0]);
        out.printf("%-24s %8.2f ms%n", theirs.name(), medians[1]);
        out.printf("ratio                    1 / %.1f%n", medians[1] / medians[0]);
    }

    private static double[] medians(Task... tasks) {
        var nanos = new long[tasks.length][ROUNDS];
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            for (int task = 0; task < tasks.length; task++) {
                long start = System.nanoTime();
                tasks[task].work().run();
                if (round >= 0) {
                    nanos[task][round] = System.nanoTime() - start;
                }
            }
        }
        return Arrays.stream(nanos)
                .mapToDouble(times -> Arrays.stream(times).sorted().toArray()[ROUNDS / 2] / 1e6)
                .toArray();
    }
}
