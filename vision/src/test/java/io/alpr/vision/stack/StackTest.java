package io.alpr.vision.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.RgbPicture;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StackTest {
    private static final int WIDTH = 90;
    private static final int HEIGHT = 50;
    private static final PixelBox PLATE = new PixelBox(10, 8, 70, 34);

    private final Random random = new Random(11);

    /** Pictures of one scene through a map from the first one's pixels to its own. */
    private record Scene(double[] waves) {
        static Scene of(Random random) {
            return new Scene(random.doubles(24, 0.05, 0.35).toArray());
        }

        RgbPicture seen(Affine fromFirst, double gain, double noise, Random random) {
            var back = fromFirst.inverse();
            var rgb = new byte[3 * WIDTH * HEIGHT];
            for (int y = 0; y < HEIGHT; y++) {
                for (int x = 0; x < WIDTH; x++) {
                    double value =
                            gain * brightness(back.x(x, y), back.y(x, y))
                                    + noise * random.nextGaussian();
                    for (int channel = 0; channel < 3; channel++) {
                        rgb[3 * (y * WIDTH + x) + channel] =
                                (byte) Math.clamp(Math.round(value), 0, 255);
                    }
                }
            }
            return new RgbPicture(WIDTH, HEIGHT, rgb);
        }

        double brightness(double x, double y) {
            double sum = 128;
            for (int i = 0; i < waves.length; i += 3) {
                sum += 20 * Math.sin(waves[i] * x + waves[i + 1] * y * 1.5 + 20 * waves[i + 2]);
            }
            return sum;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 0, 0, 1, 0, 1",
        "1, 0, 2.3, 0, 1, -1.6, 0.7",
        "1.04, 0.02, 1.1, -0.03, 0.97, 0.8, 1.2",
        "0.95, 0, -2, 0.05, 0.95, 1.5, 0.5"
    })
    void howAPictureLiesUponAnotherIsFoundWhateverItsExposure(
            double xx, double xy, double x0, double yx, double yy, double y0, double gain) {
        var scene = Scene.of(random);
        var truth = new Affine(xx, xy, x0, yx, yy, y0);
        var first = scene.seen(Affine.scaling(1, 1), 1, 4, random);
        var other = scene.seen(truth, gain, 4, random);
        var found = new Registration(first).of(other, Affine.scaling(1, 1)).orElseThrow();
        for (var corner : List.of(PLATE.x(), PLATE.right())) {
            assertThat(found.x(corner, 30)).isCloseTo(truth.x(corner, 30), within(0.15));
            assertThat(found.y(corner, 30)).isCloseTo(truth.y(corner, 30), within(0.15));
        }
    }

    @Test
    void largePicturesAreRegisteredAsWell() {
        var small = Scene.of(random).seen(Affine.scaling(1, 1), 1, 0, random);
        var large = small.scaled(small.bounds(), 4 * WIDTH, 4 * HEIGHT);
        var shifted = large.crop(new PixelBox(8, 4, 4 * WIDTH - 8, 4 * HEIGHT - 4));
        var found = new Registration(large).of(shifted, Affine.scaling(1, 1)).orElseThrow();
        assertThat(found.x(200, 100)).isCloseTo(192, within(0.5));
        assertThat(found.y(200, 100)).isCloseTo(96, within(0.5));
    }

    @Test
    void whatShowsSomethingElseOrNothingIsNotRegistered() {
        var first = new Registration(Scene.of(random).seen(Affine.scaling(1, 1), 1, 4, random));
        var other = Scene.of(random).seen(Affine.scaling(1, 1), 1, 4, random);
        var grey = new RgbPicture(WIDTH, HEIGHT, new byte[3 * WIDTH * HEIGHT]);
        var dot = new RgbPicture(1, 1, new byte[3]);
        var same = Affine.scaling(1, 1);
        assertThat(first.of(other, same)).isEmpty();
        assertThat(first.of(grey, same)).isEmpty();
        assertThat(first.of(dot, same)).isEmpty();
        assertThat(new Registration(grey).of(grey, same)).isEmpty();
        assertThat(new Registration(dot).of(other, same)).isEmpty();
        assertThat(first.of(other, new Affine(1, 0, 500, 0, 1, 0))).isEmpty();
    }

    @Test
    void aStackIsTruerThanTheBestOfItsPictures() {
        var scene = Scene.of(random);
        var layers = new ArrayList<Stack.Layer>();
        for (int i = 0; i < 6; i++) {
            var moved = new Affine(1, 0, 0.37 * i, 0, 1, -0.23 * i);
            layers.add(new Stack.Layer(scene.seen(moved, 1, 25, random), PLATE, 1));
        }
        var stack = Stack.of(layers).orElseThrow();
        assertThat(stack.pictures()).isEqualTo(6);
        assertThat(stack.plate()).isEqualTo(new PixelBox(20, 16, 140, 68));
        double alone = error(layers.getFirst().picture(), PLATE, scene, 1);
        assertThat(error(stack.picture(), stack.plate(), scene, 2)).isLessThan(alone / 1.8);
    }

    /** Root of the mean square in the plate. */
    private static double error(RgbPicture picture, PixelBox plate, Scene scene, int scale) {
        double sum = 0;
        for (int y = plate.y(); y < plate.bottom(); y++) {
            for (int x = plate.x(); x < plate.right(); x++) {
                double truth = scene.brightness((x + 0.5) / scale - 0.5, (y + 0.5) / scale - 0.5);
                double seen = picture.rgb()[3 * (y * picture.width() + x)] & 255;
                sum += (seen - truth) * (seen - truth);
            }
        }
        return Math.sqrt(sum / plate.area());
    }

    @Test
    void whatShowsAnotherPlateIsLeftOut() {
        var scene = Scene.of(random);
        var same = Affine.scaling(1, 1);
        var first = new Stack.Layer(scene.seen(same, 1, 4, random), PLATE, 1);
        var again = new Stack.Layer(scene.seen(same, 1, 4, random), PLATE, 1);
        var other = new Stack.Layer(Scene.of(random).seen(same, 1, 4, random), PLATE, 1);
        assertThat(Stack.of(List.of(first, other, again)).orElseThrow().pictures()).isEqualTo(2);
        assertThat(Stack.of(List.of(first, other))).isEmpty();
        assertThat(Stack.of(List.of(first))).isEmpty();
        assertThat(Stack.of(List.of())).isEmpty();
    }

    @Test
    void aLayerWithoutWeightIsRefused() {
        var picture = new RgbPicture(1, 1, new byte[3]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Stack.Layer(picture, new PixelBox(0, 0, 1, 1), 0))
                .withMessage("the weight of a layer must be above 0, got: 0.0");
    }
}
