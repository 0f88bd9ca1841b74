package io.alpr.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.alpr.service.StartFailure;
import io.alpr.vision.Engine;
import io.alpr.vision.detect.Detection;
import io.alpr.vision.detect.PlateDetector;
import io.alpr.vision.image.Jpeg;
import io.alpr.vision.image.Picture;
import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.RgbPicture;
import io.alpr.vision.image.UnreadablePicture;
import io.alpr.vision.read.PlateReader;
import io.alpr.vision.read.PlateReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvaluatorTest {
    /** Finds the same two boxes in every picture and reads the same text in the left one alone. */
    private static final Engine ENGINE = new Engine(new TwoBoxes(), new LeftOnly());

    @TempDir private Path folder = Path.of("");

    private record TwoBoxes() implements PlateDetector {
        @Override
        public List<Detection> detect(Picture picture) {
            return List.of(
                    new Detection(new PixelBox(10, 10, 40, 10), 0.9),
                    new Detection(new PixelBox(60, 10, 30, 10), 0.8));
        }

        @Override
        public String name() {
            return "two-boxes";
        }

        @Override
        public void close() {}
    }

    private record LeftOnly() implements PlateReader {
        @Override
        public List<PlateReading> read(List<RgbPicture> crops) {
            return crops.stream().map(LeftOnly::reading).toList();
        }

        private static PlateReading reading(RgbPicture crop) {
            return crop.width() == 40
                    ? new PlateReading.Legible("A01", List.of(0.9, 0.9, 0.9), "EU")
                    : new PlateReading.Illegible(PlateReading.Refusal.NO_TEXT);
        }

        @Override
        public double margin() {
            return 0;
        }

        @Override
        public String name() {
            return "left-only";
        }

        @Override
        public void close() {}
    }

    @BeforeEach
    void pictures() throws IOException {
        Files.createDirectories(folder.resolve("images"));
        for (var name : List.of("a.jpg", "b.jpg")) {
            var grey = new RgbPicture(100, 40, new byte[3 * 100 * 40]);
            Files.write(folder.resolve("images").resolve(name), Jpeg.encode(grey, 0.9));
        }
    }

    private Score score(Evaluator.Boxes boxes, String... rows) throws IOException {
        Files.writeString(
                folder.resolve("labels.csv"),
                "image,x,y,w,h,text\n" + String.join("\n", rows) + "\n");
        return new Evaluator(ENGINE, boxes, (_, _) -> {}).run(LabelledSet.read(folder));
    }

    @Test
    void countsWhatIsFoundAndWhatIsReadApart() throws IOException {
        var score =
                score(
                        Evaluator.Boxes.FOUND,
                        "a.jpg,10,10,40,10,A01",
                        "a.jpg,60,10,30,10,B22",
                        "b.jpg,10,10,40,10,AO1");
        assertThat(score.images()).isEqualTo(2);
        assertThat(score.plates()).isEqualTo(3);
        assertThat(score.detection()).isEqualTo(new Score.Detection(1.0, 0.75));
        assertThat(score.read()).isEqualTo(new Score.Detection(0.6667, 1.0));
        assertThat(score.exact()).isEqualTo(0.3333);
        assertThat(score.exactFolded()).isEqualTo(0.6667);
        assertThat(score.cer()).isEqualTo(0.4444);
    }

    @Test
    void aFindThatOverlapsByLessThanHalfIsAMissAndAFalseAlarm() throws IOException {
        var score = score(Evaluator.Boxes.FOUND, "a.jpg,35,10,40,10,A01");
        assertThat(score.detection()).isEqualTo(new Score.Detection(0.0, 0.0));
        assertThat(score.exact()).isEqualTo(0.0);
    }

    @Test
    void withoutTextsInTheLabelsThereIsNoShareOfRightTexts() throws IOException {
        var score = score(Evaluator.Boxes.FOUND, "a.jpg,10,10,40,10,");
        assertThat(score.exact()).isNull();
        assertThat(new ObjectMapper().writeValueAsString(score))
                .contains(
                        "\"exact\":null",
                        "\"exact_folded\":null",
                        "\"cer\":null",
                        "\"detection\":{\"recall\":1.0");
    }

    @Test
    void onTrueBoxesTheReaderAloneIsMeasured() throws IOException {
        var score = score(Evaluator.Boxes.TRUTH, "a.jpg,20,20,40,10,A01", "b.jpg,20,20,41,10,A01");
        assertThat(score.exact()).isEqualTo(0.5);
    }

    @Test
    void aFindAtAPlaceToBeIgnoredCountsNeitherForNorAgainst() throws IOException {
        Files.writeString(
                folder.resolve("labels.csv"), "image,x,y,w,h,text\na.jpg,10,10,40,10,A01\n");
        var ignore =
                Files.writeString(folder.resolve("more.csv"), "image,x,y,w,h\na.jpg,62,9,30,10\n");
        var set = LabelledSet.read(folder).ignoring(folder, ignore);
        var score = new Evaluator(ENGINE, Evaluator.Boxes.FOUND, (_, _) -> {}).run(set);
        assertThat(score.detection()).isEqualTo(new Score.Detection(1.0, 1.0));
    }

    @Test
    void readingsAreCountedByTheirConfidence() throws IOException {
        var score = score(Evaluator.Boxes.FOUND, "a.jpg,10,10,40,10,AOI", "b.jpg,10,10,40,10,B22");
        // Three characters of 0.9 make 0.729: nobody is sure here.
        assertThat(score.certainty())
                .isNotNull()
                .satisfies(
                        certainty -> {
                            assertThat(certainty.tenths().get(7)).isEqualTo(new Score.Tenth(2, 1));
                            assertThat(certainty.sureOfRight()).isZero();
                        });
    }

    @Test
    void aBlankBoxSaysThatThereIsNoPlate() throws IOException {
        var score = score(Evaluator.Boxes.FOUND, "a.jpg,,,,,");
        assertThat(score.plates()).isZero();
        assertThat(score.detection().precision()).isZero();
    }

    @Test
    void withoutBoxesAPlateIsReadWhereAnyReadingOfItsPictureSaysIt() throws IOException {
        Files.writeString(folder.resolve("labels.csv"), "image,text\na.jpg,AO1\nb.jpg,B22\n");
        var score =
                new Evaluator(ENGINE, Evaluator.Boxes.FOUND, (_, _) -> {})
                        .run(LabelledSet.read(folder));
        assertThat(score.plates()).isEqualTo(2);
        assertThat(score.exact()).isEqualTo(0.0);
        assertThat(score.exactFolded()).isEqualTo(0.5);
        assertThat(score.detection()).isEqualTo(new Score.Detection(null, null));
    }

    @Test
    void aRowMayHaveATextAndNoBox() throws IOException {
        var score = score(Evaluator.Boxes.FOUND, "a.jpg,10,10,40,10,A01", "b.jpg,,,,,A01");
        assertThat(score.exact()).isEqualTo(1.0);
        assertThat(score.detection()).isEqualTo(new Score.Detection(1.0, 0.5));
    }

    @Test
    void wrongLabelsAreNamedByLine() {
        assertThatThrownBy(
                        () ->
                                score(
                                        Evaluator.Boxes.FOUND,
                                        "a.jpg,10,10,40,10,A",
                                        "a.jpg,ten,1,1,1,A"))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("labels.csv:3: x, y, w and h must be pixels");
        assertThatThrownBy(() -> LabelledSet.read(folder.resolve("none")))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("a labelled set is DIR/images and DIR/labels.csv");
    }

    @Test
    void aLabelledPictureThatIsMissingIsNoFigureAtAll() {
        assertThatThrownBy(() -> score(Evaluator.Boxes.FOUND, "gone.jpg,1,1,5,5,A"))
                .isInstanceOf(UnreadablePicture.class)
                .hasMessageContaining("gone.jpg");
    }
}
