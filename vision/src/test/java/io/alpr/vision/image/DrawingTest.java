package io.alpr.vision.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class DrawingTest {
    @Test
    void labelsStayInsideThePictureAndOffTheirBoxWhereThereIsRoom() {
        for (int seed = 0; seed < 500; seed++) {
            var random = new Random(seed);
            var picture = RandomPictures.rgb(random, 120);
            var box = RandomPictures.box(random, picture);
            int height = 1 + random.nextInt(30);
            var label = Drawing.labelBox(box, 1 + random.nextInt(200), height, picture);
            assertThat(label.right())
                    .describedAs("seed %d", seed)
                    .isLessThanOrEqualTo(picture.width());
            assertThat(label.bottom())
                    .describedAs("seed %d", seed)
                    .isLessThanOrEqualTo(picture.height());
            if (box.y() >= height + 2) {
                assertThat(label.bottom()).describedAs("seed %d", seed).isLessThan(box.y());
            }
        }
    }

    @Test
    void theBoxIsDrawnAroundItsPixelsAndThePictureIsLeftAlone() {
        var picture = new RgbPicture(100, 60, new byte[3 * 100 * 60]);
        var drawn =
                Drawing.annotate(
                        picture, List.of(new Annotation(new PixelBox(10, 30, 50, 20), "AB 12")));
        assertThat(drawn.width()).isEqualTo(100);
        assertThat(green(drawn, 10, 30)).isGreaterThan(150);
        assertThat(green(drawn, 59, 49)).isGreaterThan(150);
        assertThat(green(drawn, 30, 40)).isZero();
        assertThat(green(drawn, 60, 50)).isZero();
        assertThat(picture.rgb()).containsOnly(0);
        assertThat(lit(drawn, 0, 29)).describedAs("the label above the box").isPositive();
    }

    @Test
    void aBoxOfTheWholePictureStillHasItsLabel() {
        var picture = new RgbPicture(80, 40, new byte[3 * 80 * 40]);
        var drawn =
                Drawing.annotate(picture, List.of(new Annotation(picture.bounds(), "WIDE LABEL")));
        assertThat(lit(drawn, 2, 38)).isPositive();
    }

    private static int green(RgbPicture picture, int x, int y) {
        return picture.rgb()[3 * (y * picture.width() + x) + 1] & 255;
    }

    /** Bright pixels inside the frame, between two rows. */
    private static int lit(RgbPicture picture, int from, int to) {
        int count = 0;
        for (int y = from; y < to; y++) {
            for (int x = 3; x < picture.width() - 3; x++) {
                count += (picture.rgb()[3 * (y * picture.width() + x)] & 255) > 150 ? 1 : 0;
            }
        }
        return count;
    }
}
