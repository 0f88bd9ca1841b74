package io.alpr.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.RgbPicture;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WornFootageTest {
    /** Left half black, right half white, one plate over the border. */
    private record HalfAndHalf() implements Footage {
        @Override
        public String name() {
            return "half";
        }

        @Override
        public int width() {
            return 80;
        }

        @Override
        public int height() {
            return 40;
        }

        @Override
        public double framesPerSecond() {
            return 10;
        }

        @Override
        public int frames() {
            return 3;
        }

        @Override
        public RgbPicture frame(int index) {
            var rgb = new byte[3 * 80 * 40];
            for (int i = 0; i < rgb.length; i++) {
                rgb[i] = (byte) (i / 3 % 80 < 40 ? 0 : 200);
            }
            return new RgbPicture(80, 40, rgb);
        }

        @Override
        public List<String> passes() {
            return List.of("AB12");
        }

        @Override
        public List<Sight> sights(int index) {
            return List.of(new Sight(new PixelBox(20, 10, 40, 20), "AB12"));
        }
    }

    @Test
    void aSmallerPictureHasItsPlatesWhereTheyWere() {
        var worn = new WornFootage("small", new HalfAndHalf(), new Wear(2, 1, 1, 1, 0), 1);
        var frame = worn.frame(0);
        assertThat(List.of(frame.width(), frame.height())).containsExactly(40, 20);
        assertThat(worn.sights(0))
                .containsExactly(new Footage.Sight(new PixelBox(10, 5, 20, 10), "AB12"));
        assertThat(red(frame, 15, 10)).isZero();
        assertThat(red(frame, 25, 10)).isEqualTo(200);
    }

    @Test
    void blurSoftensTheBorderAndLittleLightDarkensTheWhite() {
        var worn = new WornFootage("bad", new HalfAndHalf(), new Wear(1, 8, 8, 0.5, 0), 1).frame(0);
        assertThat(red(worn, 40, 20)).isBetween(20, 80);
        assertThat(red(worn, 79, 20)).isEqualTo(100);
    }

    @Test
    void equalFramesAreEqualAndTheNextOneHasOtherNoise() {
        var worn = new WornFootage("noisy", new HalfAndHalf(), new Wear(1, 1, 1, 1, 10), 1);
        assertThat(worn.frame(1).rgb()).isEqualTo(worn.frame(1).rgb());
        assertThat(worn.frame(1).rgb()).isNotEqualTo(worn.frame(2).rgb());
    }

    @Test
    void wearThatMakesThePictureBetterIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Wear(0.5, 1, 1, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Wear(1, 2, 1, 1, 0));
    }

    private static int red(RgbPicture picture, int x, int y) {
        return picture.rgb()[3 * (y * picture.width() + x)] & 255;
    }
}
