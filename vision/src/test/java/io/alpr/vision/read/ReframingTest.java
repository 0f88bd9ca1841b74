package io.alpr.vision.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.TurnedBox;
import io.alpr.vision.read.PlateReading.Legible;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReframingTest {
    private static final PixelBox PLATE = new PixelBox(300, 200, 100, 60);
    private static final PixelBox CROP = PLATE.grown(0.08, 0.08, 1000, 1000);

    /** Characters on a line through the crop's middle that falls by so many pixels a pixel. */
    private static Legible reading(int characters, double slope) {
        var spots =
                IntStream.range(0, characters)
                        .mapToObj(i -> 0.15 + 0.7 * i / (characters - 1))
                        .map(x -> new Spot(x, 0.5 + slope * (x - 0.5) * across()))
                        .toList();
        return legible(spots);
    }

    private static double across() {
        return (double) CROP.width() / CROP.height();
    }

    private static Legible legible(List<Spot> spots) {
        var text = "A1B2C3D4".substring(0, spots.size());
        return new Legible(text, Collections.nCopies(text.length(), 0.9), "EU", spots);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.35, -0.1, 0.05, 0.2})
    void theBoxIsTurnedAndBetweenItsOwnSizeAndThatOfThePlateThatItJustHolds(double slope) {
        var turned = Reframing.of(reading(7, slope), CROP, PLATE).getFirst();
        assertThat(Math.tan(turned.angle())).isCloseTo(slope, within(1e-6));
        double width = 2 * turned.width() - PLATE.width();
        double height = 2 * turned.height() - PLATE.height();
        double cos = Math.cos(turned.angle());
        double sin = Math.abs(Math.sin(turned.angle()));
        assertThat(width * cos + height * sin).isCloseTo(PLATE.width(), within(1e-6));
        assertThat(width * sin + height * cos).isCloseTo(PLATE.height(), within(1e-6));
        assertThat(turned.x()).isEqualTo(350);
        assertThat(turned.y()).isEqualTo(230);
    }

    @Test
    void theOtherFrameIsAroundTheCharactersWhereverTheBoxIs() {
        var moved = new PixelBox(PLATE.x() - 30, PLATE.y() - 9, PLATE.width(), PLATE.height());
        var around = Reframing.of(reading(7, 0.2), CROP, moved).getLast();
        var middle = CROP.x() + CROP.width() / 2.0;
        assertThat(around.x()).isCloseTo(middle, within(1e-6));
        assertThat(around.y()).isCloseTo(CROP.y() + CROP.height() / 2.0, within(1e-6));
        double span = 0.7 * CROP.width() * (1 + 2.0 / 6);
        assertThat(around.width()).isCloseTo(span / Math.cos(around.angle()), within(1e-6));
        assertThat(around.height()).isCloseTo(around.width() / 1.9, within(1e-6));
    }

    @Test
    void aBoxThatIsMuchTallerThanThePlateIsCutToTheCharacters() {
        var flat = new PixelBox(PLATE.x(), PLATE.y(), PLATE.width(), 40);
        assertThat(Reframing.of(reading(7, 0), flat, flat)).isEmpty();
        var tall = new PixelBox(PLATE.x(), PLATE.y(), PLATE.width(), 65);
        var frame = Reframing.of(reading(7, 0), tall, tall);
        assertThat(frame).hasSize(1);
        assertThat(frame.getFirst().angle()).isZero();
        assertThat(frame.getFirst().height()).isLessThan(55);
        assertThat(frame.getFirst().y()).isCloseTo(tall.y() + 65 / 2.0, within(1e-6));
    }

    @Test
    void theFrameOfALongPlateIsNoTallerThanItsBox() {
        var europe = new PixelBox(300, 200, 200, 44);
        var frame = Reframing.of(reading(7, 0.1), europe, europe).getLast();
        assertThat(frame.height()).isEqualTo(44);
    }

    @Test
    void whatIsLevelHasNothingToBeTurned() {
        var flat = new PixelBox(PLATE.x(), PLATE.y() + 10, PLATE.width(), 40);
        assertThat(Reframing.of(reading(7, 0.01), CROP, flat)).isEmpty();
        assertThat(Reframing.of(reading(7, 0.02), CROP, flat)).hasSize(2);
    }

    @Test
    void whatHasTwoRowsHasNoLine() {
        var rows =
                List.of(
                        new Spot(0.3, 0.3),
                        new Spot(0.7, 0.3),
                        new Spot(0.2, 0.7),
                        new Spot(0.5, 0.72),
                        new Spot(0.8, 0.74));
        assertThat(Reframing.of(legible(rows), CROP, PLATE)).isEmpty();
    }

    @Test
    void threeCharactersAreNoLineAndNeitherIsAFallThatNoPlateHas() {
        assertThat(Reframing.of(reading(3, 0.2), CROP, PLATE)).isEmpty();
        assertThat(Reframing.of(reading(7, 0.6), CROP, PLATE)).isEmpty();
        var without = new Legible("A1B2C3", Collections.nCopies(6, 0.9), "EU");
        assertThat(Reframing.of(without, CROP, PLATE)).isEmpty();
    }

    @Test
    void aFrameIsNeverMadeOfNothing() {
        var tall = new PixelBox(300, 200, 60, 90);
        for (TurnedBox frame : Reframing.of(reading(7, 0.4), CROP, tall)) {
            assertThat(frame.width()).isGreaterThanOrEqualTo(30);
            assertThat(frame.height()).isGreaterThanOrEqualTo(45);
        }
    }
}
