package io.alpr.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alpr.vision.detect.BoxDetector;
import io.alpr.vision.detect.Detection;
import io.alpr.vision.detect.DetectorFormat;
import io.alpr.vision.detect.Glance;
import io.alpr.vision.detect.Look;
import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.PixelSize;
import io.alpr.vision.image.RandomPictures;
import io.alpr.vision.image.RgbPicture;
import io.alpr.vision.onnx.Model;
import io.alpr.vision.onnx.ModelFailure;
import io.alpr.vision.onnx.TinyModel;
import io.alpr.vision.read.PlateReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EnginesTest {
    private static final String READER =
            """
            reader:
              format: slots
              model: slots.onnx
              alphabet: "AB1_"
            """;

    @TempDir private Path folder;

    /** One column a box: the plate, and a weaker box over the same place. */
    private static final float[] TWO_BOXES = {32, 33, 32, 32, 16, 16, 8, 8, 0.875f, 0.5f};

    private static final float[] ONE_ROW = {0, 24, 28, 40, 36, 0, 0.75f};
    private static final float[] THREE_SLOTS = {1, 0, 0, 0, 0, 0, 0.5f, 0, 0, 0, 0, 1};
    private static final float[] FIVE_STEPS = {
        0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1
    };

    @BeforeEach
    void writeDetectors() throws IOException {
        int[] picture = {1, 3, 64, 64};
        write(
                "raw.onnx",
                TinyModel.constant(TinyModel.FLOAT, picture, new int[] {1, 5, 2}, TWO_BOXES));
        write("any.onnx", anySize());
        write("end.onnx", TinyModel.constant(TinyModel.FLOAT, picture, new int[] {1, 7}, ONE_ROW));
        var map = new float[64 * 64];
        for (int y = 20; y < 24; y++) {
            java.util.Arrays.fill(map, 64 * y + 10, 64 * y + 34, 0.9f);
        }
        write(
                "text.onnx",
                TinyModel.constant(
                        TinyModel.FLOAT, new int[] {1, 3, -1, -1}, new int[] {1, 1, 64, 64}, map));
    }

    @BeforeEach
    void writeReaders() throws IOException {
        write(
                "slots.onnx",
                TinyModel.constant(
                        TinyModel.UINT8,
                        new int[] {1, 8, 16, 3},
                        new int[] {1, 3, 4},
                        THREE_SLOTS));
        write(
                "ctc.onnx",
                TinyModel.constant(
                        TinyModel.FLOAT,
                        new int[] {1, 3, 32, -1},
                        new int[] {1, 5, 4},
                        FIVE_STEPS));
    }

    @Test
    void theBuiltInReaderKnowsWhatPlatesAreLikeWhereItReadsOnce() {
        try (var engine = Engines.builtIn(Purpose.VIDEO, 1)) {
            var usual = engine.reader();
            assertThat(usual.commonness("AYE132", "US")).isOne();
            var once = engine.closely().reader();
            assertThat(once.commonness("4YE132", "US"))
                    .isBetween(0.001, once.commonness("AYE132", "US") / 2);
        }
    }

    @Test
    void aRawYoloAndASlotsModelDropIn() throws IOException {
        try (var engine = open("detector: {format: yolo-raw, model: raw.onnx}\n" + READER)) {
            // 128 x 64 becomes 64 x 32 in the middle of 64 x 64: 16 rows above, half the size.
            var plates = engine.recognize(new RgbPicture(128, 64, new byte[3 * 128 * 64]));
            assertThat(plates)
                    .containsExactly(
                            new Plate(
                                    new Detection(new PixelBox(48, 24, 32, 16), 0.875),
                                    new PlateReading.Legible(
                                            "A1", List.of(1.0, 0.5), PlateReading.UNKNOWN_REGION)));
            assertThat(engine.detector().name()).isEqualTo("raw");
            assertThat(engine.reader().name()).isEqualTo("slots");
        }
    }

    @Test
    void aDetectorOfAnySizeLooksAtALongSideOfItsFilesChoice() throws IOException {
        // Scaled to 64 x 32 at the top left: twice the box, cut where the picture ends.
        try (var engine =
                open("detector: {format: yolo-raw, model: any.onnx, long_side: 64}\n" + READER)) {
            var found = engine.detector().detect(new RgbPicture(128, 64, new byte[3 * 128 * 64]));
            assertThat(found).containsExactly(new Detection(new PixelBox(48, 56, 32, 8), 0.875));
        }
    }

    @Test
    void framesOfAVideoAlsoShowWhatIsTooFaintToBeAPlateByItself() throws IOException {
        String yaml =
                "detector: {format: yolo-raw, model: any.onnx, long_side: 64, threshold: 0.9}\n"
                        + READER;
        var picture = new RgbPicture(128, 64, new byte[3 * 128 * 64]);
        try (var stills = open(yaml);
                var frames = open(yaml, Purpose.VIDEO)) {
            assertThat(stills.detector().detect(picture)).isEmpty();
            assertThat(frames.detector().threshold()).isEqualTo(0.9);
            assertThat(frames.detector().detect(picture))
                    .extracting(Detection::confidence)
                    .containsExactly(0.875);
            assertThat(frames.recognize(picture)).isEmpty();
        }
    }

    @Test
    void onlyAModelOfAnySizeIsQuickerForRegions() throws IOException {
        try (var any =
                        open(
                                "detector: {format: yolo-raw, model: any.onnx, long_side: 64}\n"
                                        + READER);
                var fixed = open("detector: {format: yolo-raw, model: raw.onnx}\n" + READER)) {
            assertThat(any.detector().isQuickerForRegions()).isTrue();
            assertThat(fixed.detector().isQuickerForRegions()).isFalse();
        }
    }

    @Test
    void aCloserLookSeesASmallPlateWhereAnOrdinaryOneSeesItTwiceAsLarge() throws IOException {
        // The model says the same of any input, so the same numbers are half as much of the
        // picture.
        try (var engine =
                open("detector: {format: yolo-raw, model: any.onnx, long_side: 320}\n" + READER)) {
            var picture = new RgbPicture(640, 320, new byte[3 * 640 * 320]);
            var detector = engine.detector();
            assertThat(detector.detect(picture))
                    .containsExactly(new Detection(new PixelBox(48, 56, 32, 16), 0.875));
            assertThat(detector.detectSmall(picture, picture.bounds()))
                    .containsExactly(new Detection(new PixelBox(24, 28, 16, 8), 0.875));
        }
    }

    @Test
    void aGlanceAlsoTellsWhereItIsInDoubt() throws IOException {
        var picture = new RgbPicture(640, 320, new byte[3 * 640 * 320]);
        var found = new Detection(new PixelBox(48, 56, 32, 16), 0.875);
        String any = "detector: {format: yolo-raw, model: any.onnx, long_side: 320, threshold: ";
        try (var sure = open(any + "0.85}\n" + READER);
                var strict = open(any + "0.9}\n" + READER)) {
            assertThat(sure.detector().glance(picture, picture.bounds()))
                    .isEqualTo(new Glance(List.of(found), List.of()));
            assertThat(strict.detector().detect(picture)).isEmpty();
            assertThat(strict.detector().glance(picture, picture.bounds()))
                    .isEqualTo(new Glance(List.of(), List.of(found)));
        }
    }

    @Test
    void aCloserLookTakesOnlySmallPlatesAndSureOnes() throws IOException {
        var large = new RgbPicture(64, 32, new byte[3 * 64 * 32]);
        var wide = new RgbPicture(640, 320, new byte[3 * 640 * 320]);
        String any = "detector: {format: yolo-raw, model: any.onnx, long_side: ";
        try (var engine = open(any + "32}\n" + READER);
                var strict = open(any + "320, threshold: 0.85}\n" + READER)) {
            assertThat(engine.detector().detectSmall(large, large.bounds())).isEmpty();
            assertThat(strict.detector().detect(wide)).hasSize(1);
            assertThat(strict.detector().detectSmall(wide, wide.bounds())).isEmpty();
        }
    }

    @Test
    void whatSeveralScalesFindIsMerged() {
        // The model takes a row of the input for a box: 0, left, top, right, bottom, class, score.
        var pixels = new byte[3 * 7 * 14];
        for (int column : new int[] {3, 4, 6}) {
            java.util.Arrays.fill(pixels, 3 * column, 3 * column + 3, (byte) 255);
        }
        var picture = new RgbPicture(7, 14, pixels);
        // At half size grey stands left of the picture, and grey is no picture's number.
        var half = new Look.Fixed(new PixelSize(7, 7));
        var whole = new Look.Fixed(new PixelSize(7, 14));
        var box = new Detection(new PixelBox(0, 0, 1, 1), 1);
        assertThat(looking(picture, half)).isEmpty();
        assertThat(looking(picture, whole, half)).containsExactly(box);
        assertThat(looking(picture, whole, whole)).containsExactly(box);
        // Scales after the first are for wide plates alone: small ones have better boxes there.
        assertThat(looking(picture, half, whole)).isEmpty();
    }

    private static List<Detection> looking(RgbPicture picture, Look... looks) {
        var model = Model.of("rows", TinyModel.rows(), 1);
        try (var detector =
                new BoxDetector(model, DetectorFormat.YOLO_END_TO_END, List.of(looks), 0.5, 0.45)) {
            return detector.detect(picture);
        }
    }

    private static byte[] anySize() {
        return TinyModel.constant(
                TinyModel.FLOAT, new int[] {1, 3, -1, -1}, new int[] {1, 5, 2}, TWO_BOXES);
    }

    @Test
    void anEndToEndYoloAndACtcModelDropIn() throws IOException {
        Files.writeString(folder.resolve("keys.txt"), "A\nB\n7\n");
        try (var engine =
                open(
                        """
                        detector:
                          format: yolo-end2end
                          model: end.onnx
                          name: fast
                          threshold: 0.6
                        reader:
                          format: ctc
                          model: ctc.onnx
                          dictionary: keys.txt
                          input: {width: 160, height: 32}
                          colour: rgb
                          margin: 0.1
                        """)) {
            var plates = engine.recognize(new RgbPicture(64, 64, new byte[3 * 64 * 64]));
            assertThat(plates)
                    .containsExactly(
                            new Plate(
                                    new Detection(new PixelBox(24, 28, 16, 8), 0.75),
                                    new PlateReading.Legible(
                                            "AB7",
                                            List.of(1.0, 1.0, 1.0),
                                            PlateReading.UNKNOWN_REGION)));
            assertThat(engine.detector().name()).isEqualTo("fast");
            assertThat(engine.reader().margin()).isEqualTo(0.1);
        }
    }

    @Test
    void aTextDetectorDropsIn() throws IOException {
        try (var engine =
                open("detector: {format: db-text, model: text.onnx, long_side: 64}\n" + READER)) {
            var found = engine.detector().detect(new RgbPicture(128, 128, new byte[3 * 128 * 128]));
            assertThat(found).hasSize(1);
            assertThat(found.getFirst().box().iou(new PixelBox(20, 40, 48, 8))).isGreaterThan(0.25);
            assertThat(found.getFirst().confidence()).isGreaterThan(0.89);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "detector: {format: yolo-raw, model: raw.onnx, thresold: 0.5} | detector.thresold is not a key here; known are",
                "detector: {format: yolo-raw, model: raw.onnx, threshold: high} | detector.threshold must be a number from 0.0 to 1.0, got: \"high\"",
                "detector: {format: yolo-raw, model: raw.onnx, threshold: 2} | detector.threshold must be a number from 0.0 to 1.0, got: 2",
                "detector: {format: yolo, model: raw.onnx} | detector.format must be one of yolo-raw, yolo-end2end, db-text, got: yolo",
                "detector: {format: yolo-raw} | detector.model is missing",
                "detector: {format: yolo-raw, model: raw.onnx, long_side: 64} | detector.long_side is for models that take any size",
                "reader: {format: slots, model: slots.onnx, alphabet: AB1_, regions: EU} | reader.regions must be a list of texts",
                "detector: {format: yolo-raw, model: 7} | detector.model must be a text, got: 7",
                "detector: [1, 2] | detector must be a group of keys",
                "detector: {format: yolo-raw, model: raw.onnx, input: {width: 32, height: 32}} | detector.input must be the model's own 64x64, got: 32x32",
                "detector: {format: yolo-raw, model: raw.onnx, input: {width: 1.5, height: 32}} | detector.input.width must be a whole number",
                "detector: {format: db-text, model: text.onnx, nms: 0.5} | detector.nms is not a key here",
                "reader: {format: slots, model: slots.onnx, alphabet: AB1, pad: _} | reader.pad must be one character of the alphabet",
                "reader: {format: slots, model: slots.onnx, alphabet: AB1_, colour: blue} | reader.colour must be one of rgb, bgr, grey, got: blue",
                "reader: {format: ctc, model: ctc.onnx, alphabet: AB7} | reader.input is missing, and the model takes any size",
                "reader: {format: ctc, model: ctc.onnx, dictionary: gone.txt} | reader.dictionary is unusable: dictionary",
                "readers: {} | readers is not a key here; known are: detector, reader",
                "detector: {format: | is no YAML"
            })
    void aMistakeIsNamedInOneLine(String yaml, String message) {
        assertThatThrownBy(() -> open(yaml))
                .isInstanceOf(InvalidEngineFile.class)
                .hasMessageStartingWith(folder.resolve("engine.yaml").toString() + ": ")
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }

    @Test
    void aMissingModelAndAWrongFormatAreNamedInOneLine() throws IOException {
        assertThatThrownBy(() -> open("detector: {format: yolo-raw, model: gone.onnx}"))
                .isInstanceOf(ModelFailure.class)
                .hasMessageContaining("gone.onnx");
        try (var engine = open("detector: {format: yolo-raw, model: end.onnx}\n" + READER)) {
            assertThatThrownBy(() -> engine.recognize(new RgbPicture(8, 8, new byte[192])))
                    .isInstanceOf(ModelFailure.class)
                    .hasMessageStartingWith("Model end: yolo-raw wants an output of")
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void anyPictureCanBeAskedAbout() throws IOException {
        try (var engine = open("detector: {format: yolo-raw, model: raw.onnx}\n" + READER)) {
            for (int seed = 0; seed < 50; seed++) {
                var random = new Random(seed);
                var picture =
                        random.nextBoolean()
                                ? RandomPictures.rgb(random, 90)
                                : RandomPictures.yuv(random, 90);
                for (var plate : engine.recognize(picture)) {
                    assertThat(plate.detection().box().right())
                            .isLessThanOrEqualTo(picture.width());
                    assertThat(plate.detection().box().bottom())
                            .isLessThanOrEqualTo(picture.height());
                }
            }
        }
    }

    private Engine open(String yaml) throws IOException {
        return open(yaml, Purpose.STILL);
    }

    private Engine open(String yaml, Purpose purpose) throws IOException {
        Path file = Files.writeString(folder.resolve("engine.yaml"), yaml);
        return Engines.open(file, purpose, 1);
    }

    private void write(String name, byte[] model) throws IOException {
        Files.write(folder.resolve(name), model);
    }
}
