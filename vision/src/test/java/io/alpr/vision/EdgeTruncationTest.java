package io.alpr.vision;

import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.vision.detect.Detection;
import io.alpr.vision.detect.PlateDetector;
import io.alpr.vision.image.Picture;
import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.RgbPicture;
import io.alpr.vision.read.PlateReader;
import io.alpr.vision.read.PlateReading;
import io.alpr.vision.read.Spot;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class EdgeTruncationTest {
    private static final RgbPicture SCENE = new RgbPicture(640, 360, new byte[3 * 640 * 360]);
    private static final RgbPicture CUT_OUT = new RgbPicture(200, 50, new byte[3 * 200 * 50]);

    @Test
    void aPlateInsideOfThePictureIsWhole() {
        assertThat(isPossible(SCENE, new PixelBox(2, 100, 120, 30))).isFalse();
        assertThat(isPossible(SCENE, new PixelBox(300, 328, 120, 30))).isFalse();
    }

    @Test
    void aPlateAtAnyEdgeMayGoOnOutside() {
        assertThat(isPossible(SCENE, new PixelBox(0, 100, 120, 30))).isTrue();
        assertThat(isPossible(SCENE, new PixelBox(519, 100, 120, 30))).isTrue();
        assertThat(isPossible(SCENE, new PixelBox(300, 0, 120, 30))).isTrue();
        assertThat(isPossible(SCENE, new PixelBox(300, 330, 120, 30))).isTrue();
    }

    @Test
    void aPlateThatFillsItsPictureIsWholeWhereThereIsRoomBesideItsCharacters() {
        assertThat(isPossible(CUT_OUT, CUT_OUT.bounds())).isFalse();
        assertThat(isPossible(CUT_OUT, CUT_OUT.bounds(), 0.1, 0.9)).isFalse();
        assertThat(isPossible(CUT_OUT, CUT_OUT.bounds(), 0.04, 0.9)).isTrue();
        assertThat(isPossible(CUT_OUT, CUT_OUT.bounds(), 0.1, 0.97)).isTrue();
    }

    @Test
    void whatMayBeTruncatedIsNeverSure() throws Exception {
        try (var engine =
                new Engine(new OneBox(new PixelBox(0, 100, 120, 30)), new FixedReader("RK891"))) {
            var plate = engine.recognize(SCENE).getFirst();
            assertThat(plate.truncated()).isTrue();
            assertThat(plate.reading())
                    .isInstanceOfSatisfying(
                            PlateReading.Legible.class,
                            legible -> {
                                assertThat(legible.text()).isEqualTo("RK891");
                                assertThat(legible.confidence())
                                        .isLessThanOrEqualTo(EdgeTruncation.CONFIDENCE_MAX + 1e-9);
                            });
        }
    }

    private static boolean isPossible(RgbPicture picture, PixelBox box) {
        return EdgeTruncation.isPossible(picture, box, box, List.of());
    }

    /** Eight characters in one row between two places. */
    private static boolean isPossible(RgbPicture picture, PixelBox box, double from, double to) {
        var spots =
                IntStream.range(0, 8)
                        .mapToObj(i -> new Spot(from + (to - from) * i / 7, 0.5))
                        .toList();
        return EdgeTruncation.isPossible(picture, box, box, spots);
    }

    private record OneBox(PixelBox box) implements PlateDetector {
        @Override
        public List<Detection> detect(Picture picture) {
            return List.of(new Detection(box, 0.95));
        }

        @Override
        public String name() {
            return "one-box";
        }

        @Override
        public void close() {}
    }

    private record FixedReader(String text) implements PlateReader {
        @Override
        public List<PlateReading> read(List<RgbPicture> crops) {
            return crops.stream()
                    .<PlateReading>map(
                            _ ->
                                    new PlateReading.Legible(
                                            text, Collections.nCopies(text.length(), 1.0), "EU"))
                    .toList();
        }

        @Override
        public double margin() {
            return 0;
        }

        @Override
        public String name() {
            return "fixed";
        }

        @Override
        public void close() {}
    }
}
