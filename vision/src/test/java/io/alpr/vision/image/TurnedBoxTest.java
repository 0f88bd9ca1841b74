package io.alpr.vision.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TurnedBoxTest {
    private static final int WIDTH = 120;
    private static final int HEIGHT = 80;

    @Test
    void unturnedItCutsWhatABoxCuts() {
        var picture = RandomPictures.rgb(new Random(3), WIDTH, HEIGHT);
        var turned = new TurnedBox(50, 28, 40, 16, 0);
        assertThat(turned.cut(picture).rgb())
                .isEqualTo(picture.crop(new PixelBox(30, 20, 40, 16)).rgb());
    }

    @Test
    void aFrameOfAVideoGivesWhatItsWholePictureDoes() {
        var frame = RandomPictures.yuv(new Random(3), WIDTH, HEIGHT);
        var turned = new TurnedBox(50, 28, 40, 16, 0.3);
        assertThat(turned.cut(frame).rgb()).isEqualTo(turned.cut(frame.crop(frame.bounds())).rgb());
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.4, -0.1, 0.05, 0.3})
    void turnedItShowsWhatLiesUnderEachOfItsPixels(double angle) {
        var box = new TurnedBox(60, 40, 50, 20, angle);
        var cut = box.cut(ramp());
        for (int row = 0; row < cut.height(); row++) {
            for (int column = 0; column < cut.width(); column++) {
                double u = column + 0.5 - 25;
                double v = row + 0.5 - 10;
                double x = 60 + u * Math.cos(angle) - v * Math.sin(angle);
                double y = 40 + u * Math.sin(angle) + v * Math.cos(angle);
                int at = 3 * (row * cut.width() + column);
                assertThat(cut.rgb()[at] & 255).isBetween((int) (2 * x) - 2, (int) (2 * x) + 1);
                assertThat(cut.rgb()[at + 1] & 255).isBetween((int) (3 * y) - 3, (int) (3 * y) + 2);
            }
        }
    }

    /** Red tells the column, twice, green the row, three times. */
    private static RgbPicture ramp() {
        var rgb = new byte[3 * WIDTH * HEIGHT];
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                rgb[3 * (y * WIDTH + x)] = (byte) (2 * x);
                rgb[3 * (y * WIDTH + x) + 1] = (byte) (3 * y);
            }
        }
        return new RgbPicture(WIDTH, HEIGHT, rgb);
    }

    @Test
    void beyondThePictureItsEdgeIsRepeated() {
        var cut = new TurnedBox(-40, 200, 30, 20, 0.2).cut(ramp());
        assertThat(cut.width()).isEqualTo(30);
        assertThat(cut.rgb()[0]).isZero();
        assertThat(cut.rgb()[1]).isEqualTo((byte) (3 * (HEIGHT - 1)));
    }

    @Test
    void aMarginGoesAlongItsOwnSides() {
        var padded = new TurnedBox(10, 20, 40, 10, 0.3).padded(0.1);
        assertThat(padded).isEqualTo(new TurnedBox(10, 20, 48, 12, 0.3));
    }

    @Test
    void oneWithoutAWidthIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TurnedBox(1, 1, 0, 5, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new TurnedBox(1, 1, 5, 5, 0.0 / 0));
    }
}
