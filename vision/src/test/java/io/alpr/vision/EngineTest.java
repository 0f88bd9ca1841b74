package io.alpr.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.alpr.vision.detect.Detection;
import io.alpr.vision.detect.PlateDetector;
import io.alpr.vision.image.Picture;
import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.RandomPictures;
import io.alpr.vision.image.RgbPicture;
import io.alpr.vision.read.PlateReader;
import io.alpr.vision.read.PlateReading;
import io.alpr.vision.read.PlateReading.Illegible;
import io.alpr.vision.read.PlateReading.Legible;
import io.alpr.vision.read.PlateReading.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EngineTest {
    private static final PixelBox BOX = new PixelBox(20, 20, 40, 10);
    private static final RgbPicture PICTURE = RandomPictures.rgb(new java.util.Random(4), 100, 60);

    @Test
    void ofSeveralTriesTheSurestCounts() {
        // The plate is surest where it is shown without a margin, 40 pixels wide.
        assertThat(said(List.of(0.1, 0.05, 0.0))).isEqualTo("WIDE40");
        assertThat(said(List.of(0.1, 0.05))).isEqualTo("WIDE44");
        assertThat(said(List.of(0.1))).isEqualTo("WIDE48");
    }

    @Test
    void aTryThatReadsNothingDoesNotHideOneThatDoes() {
        assertThat(said(List.of(0.5, 0.1))).isEqualTo("WIDE48");
        var nothing = new Engine(new OneBox(), new WidthReader(), List.of(0.5)).recognize(PICTURE);
        assertThat(nothing.getFirst().reading()).isInstanceOf(Illegible.class);
    }

    @Test
    void aFindThatIsHardlySureIsAPlateIfItCanBeRead() {
        assertThat(plates(0.65, 0.5)).isEmpty();
        assertThat(plates(0.61, 0.1)).hasSize(1);
        assertThat(plates(0.7, 0.5)).hasSize(1);
        assertThat(plates(0.59, 0.1)).isEmpty();
    }

    @Test
    void aFitterIsShownEveryFind() {
        assertThat(engine(0.65, 0.5).finds(PICTURE)).hasSize(1);
        assertThat(engine(0.59, 0.1).finds(PICTURE)).isEmpty();
    }

    private static List<Plate> plates(double confidence, double margin) {
        return engine(confidence, margin).recognize(PICTURE);
    }

    /** Of a detector that begins at 0.6; with a margin of 0.5 nothing can be read. */
    private static Engine engine(double confidence, double margin) {
        return new Engine(new OneBox(confidence, 0.6), new WidthReader(), List.of(margin));
    }

    @Test
    void marginsThatShowNothingAreRefused() {
        for (var margins : List.of(List.<Double>of(), List.of(0.1, -0.5), List.of(Double.NaN))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Engine(new OneBox(), new WidthReader(), margins))
                    .withMessageContaining("margins");
        }
    }

    private static String said(List<Double> margins) {
        var plates = new Engine(new OneBox(), new WidthReader(), margins).recognize(PICTURE);
        assertThat(plates).hasSize(1);
        return ((Legible) plates.getFirst().reading()).text();
    }

    private record OneBox(double confidence, double threshold) implements PlateDetector {
        private OneBox() {
            this(0.9, 0.5);
        }

        @Override
        public List<Detection> detect(Picture picture) {
            return List.of(new Detection(BOX, confidence));
        }

        @Override
        public String name() {
            return "one box";
        }

        @Override
        public void close() {}
    }

    /** Reads a crop's width, the surer the narrower it is, and nothing in crops beyond 60. */
    private record WidthReader() implements PlateReader {
        @Override
        public List<PlateReading> read(List<RgbPicture> crops) {
            return crops.stream().map(WidthReader::reading).toList();
        }

        private static PlateReading reading(RgbPicture crop) {
            return crop.width() > 60
                    ? new Illegible(Refusal.UNCERTAIN)
                    : new Legible(
                            "WIDE" + crop.width(), scores(1 - crop.width() / 120.0), "UNKNOWN");
        }

        private static List<Double> scores(double score) {
            return java.util.Collections.nCopies(6, score);
        }

        @Override
        public double margin() {
            return 0.1;
        }

        @Override
        public String name() {
            return "width";
        }

        @Override
        public void close() {}
    }
}
