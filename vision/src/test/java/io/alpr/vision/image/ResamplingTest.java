package io.alpr.vision.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alpr.vision.image.YuvPicture.Matrix;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ResamplingTest {
    private static final int ROUNDS = 300;

    @Test
    void rgbScalingAgreesWithTheSlowTwin() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            var random = new Random(seed);
            var picture = RandomPictures.rgb(random, 24);
            var region = RandomPictures.box(random, picture);
            int width = 1 + random.nextInt(40);
            int height = 1 + random.nextInt(40);
            var fast = picture.scaled(region, width, height);
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    for (int channel = 0; channel < 3; channel++) {
                        var plane = new SlowPlane(picture.rgb(), picture.width(), 3, channel);
                        double slow = plane.at(region, 1, x, y, width, height);
                        int at = 3 * (y * width + x) + channel;
                        assertThat(fast.rgb()[at] & 255)
                                .describedAs("seed %d, pixel %d,%d", seed, x, y)
                                .isBetween((int) (slow - 0.51), (int) (slow + 1.51));
                    }
                }
            }
        }
    }

    @Test
    void yuvScalingAgreesWithTheSlowTwin() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            var random = new Random(seed);
            var picture = RandomPictures.yuv(random, 24);
            var region = RandomPictures.box(random, picture);
            int width = 1 + random.nextInt(40);
            int height = 1 + random.nextInt(40);
            var fast = picture.scaled(region, width, height);
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    double[] slow = slowYuv(picture, region, x, y, width, height);
                    for (int channel = 0; channel < 3; channel++) {
                        int at = 3 * (y * width + x) + channel;
                        assertThat((double) (fast.rgb()[at] & 255))
                                .describedAs(
                                        "seed %d, pixel %d,%d %s", seed, x, y, picture.matrix())
                                .isBetween(slow[channel] - 0.52, slow[channel] + 0.52);
                    }
                }
            }
        }
    }

    @Test
    void scalingToTheSameSizeIsTheCrop() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            var random = new Random(seed);
            Picture picture =
                    random.nextBoolean()
                            ? RandomPictures.rgb(random, 30)
                            : RandomPictures.yuv(random, 30);
            var box = RandomPictures.box(random, picture);
            assertThat(picture.scaled(box, box.width(), box.height()).rgb())
                    .describedAs("seed %d", seed)
                    .isEqualTo(picture.crop(box).rgb());
        }
    }

    @Test
    void onlyTheRegionItselfIsLookedAt() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            var random = new Random(seed);
            var picture = RandomPictures.rgb(random, 30);
            var box = RandomPictures.box(random, picture);
            var crop = picture.crop(box);
            assertThat(picture.scaled(box, 7, 5).rgb())
                    .describedAs("seed %d", seed)
                    .isEqualTo(crop.scaled(crop.bounds(), 7, 5).rgb());
        }
    }

    @Test
    void halvingTakesTheMeanOfFourPixels() {
        var picture = new RgbPicture(2, 2, new byte[] {10, 0, 0, 20, 0, 0, 30, 0, 0, 42, 4, 0});
        assertThat(picture.scaled(picture.bounds(), 1, 1).rgb()).containsExactly(26, 1, 0);
    }

    @Test
    void doublingGoesLinearlyFromOnePixelToTheNext() {
        var picture = new RgbPicture(2, 1, new byte[] {0, 0, 0, 100, 100, 100});
        assertThat(picture.scaled(picture.bounds(), 4, 1).rgb())
                .containsExactly(0, 0, 0, 25, 25, 25, 75, 75, 75, 100, 100, 100);
    }

    @Test
    void blackAndWhiteAndPrimariesOfVideoBecomeThoseOfRgb() {
        assertThat(colour(16, 128, 128, Matrix.BT601)).containsExactly(0, 0, 0);
        assertThat(colour(235, 128, 128, Matrix.BT709)).containsExactly(255, 255, 255);
        assertThat(colour(255, 128, 128, Matrix.JPEG)).containsExactly(255, 255, 255);
        // Red of the colour bars: BT.601 and BT.709 in limited range, and JFIF.
        assertThat(colour(81, 90, 240, Matrix.BT601)[0]).isBetween(253, 255);
        assertThat(colour(63, 102, 240, Matrix.BT709)[0]).isBetween(253, 255);
        assertThat(colour(76, 85, 255, Matrix.JPEG)[0]).isBetween(253, 255);
        assertThat(colour(81, 90, 240, Matrix.BT601)[1]).isLessThan(3);
        assertThat(colour(63, 102, 240, Matrix.BT709)[1]).isLessThan(3);
    }

    @Test
    void aBoxOutsideThePictureIsRefused() {
        var picture = new RgbPicture(4, 4, new byte[48]);
        assertThatThrownBy(() -> picture.crop(new PixelBox(2, 2, 3, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("inside the picture of 4x4");
        assertThatThrownBy(() -> picture.scaled(new PixelBox(0, 0, 1, 5), 2, 2))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> picture.scaled(picture.bounds(), 0, 2))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static int[] colour(int y, int u, int v, Matrix matrix) {
        var luma = new byte[4];
        Arrays.fill(luma, (byte) y);
        var picture =
                new YuvPicture(2, 2, luma, new byte[] {(byte) u}, new byte[] {(byte) v}, matrix);
        var rgb = picture.crop(new PixelBox(0, 0, 1, 1)).rgb();
        return new int[] {rgb[0] & 255, rgb[1] & 255, rgb[2] & 255};
    }

    private static double[] slowYuv(
            YuvPicture picture, PixelBox region, int x, int y, int width, int height) {
        int chromaWidth = (picture.width() + 1) / 2;
        double luma =
                new SlowPlane(picture.y(), picture.width(), 1, 0)
                        .at(region, 1, x, y, width, height);
        double u = new SlowPlane(picture.u(), chromaWidth, 1, 0).at(region, 2, x, y, width, height);
        double v = new SlowPlane(picture.v(), chromaWidth, 1, 0).at(region, 2, x, y, width, height);
        // The formulas as ITU-R BT.601, BT.709 and JFIF print them.
        double[] rgb =
                switch (picture.matrix()) {
                    case BT601 ->
                            new double[] {
                                1.164384 * (luma - 16) + 1.596027 * (v - 128),
                                1.164384 * (luma - 16)
                                        - 0.391762 * (u - 128)
                                        - 0.812968 * (v - 128),
                                1.164384 * (luma - 16) + 2.017232 * (u - 128)
                            };
                    case BT709 ->
                            new double[] {
                                1.164384 * (luma - 16) + 1.792741 * (v - 128),
                                1.164384 * (luma - 16)
                                        - 0.213249 * (u - 128)
                                        - 0.532909 * (v - 128),
                                1.164384 * (luma - 16) + 2.112402 * (u - 128)
                            };
                    case JPEG ->
                            new double[] {
                                luma + 1.402 * (v - 128),
                                luma - 0.344136 * (u - 128) - 0.714136 * (v - 128),
                                luma + 1.772 * (u - 128)
                            };
                };
        return Arrays.stream(rgb).map(value -> Math.clamp(value, 0, 255)).toArray();
    }

    /** One channel of a plane, sampled straight from the definition. */
    private record SlowPlane(byte[] bytes, int width, int channels, int channel) {

        /**
         * Output pixel (x, y) of a region given in full-resolution pixels, {@code step} a sample.
         */
        double at(PixelBox region, int step, int x, int y, int outWidth, int outHeight) {
            double total = 0;
            double weights = 0;
            int left = region.x() / step;
            int top = region.y() / step;
            int right = Math.ceilDiv(region.right(), step);
            int bottom = Math.ceilDiv(region.bottom(), step);
            for (int row = top; row < bottom; row++) {
                for (int column = left; column < right; column++) {
                    double weight =
                            weight(
                                            column,
                                            (double) region.x() / step,
                                            (double) region.width() / step,
                                            x,
                                            outWidth,
                                            left,
                                            right)
                                    * weight(
                                            row,
                                            (double) region.y() / step,
                                            (double) region.height() / step,
                                            y,
                                            outHeight,
                                            top,
                                            bottom);
                    total += weight * (bytes[(row * width + column) * channels + channel] & 255);
                    weights += weight;
                }
            }
            return total / weights;
        }

        /** Weight of one sample on one axis. */
        private static double weight(
                int sample, double start, double length, int out, int outs, int low, int end) {
            double scale = length / outs;
            double from = start + out * scale;
            if (scale >= 1) {
                return Math.max(0, Math.min(sample + 1.0, from + scale) - Math.max(sample, from));
            }
            double centre = Math.clamp(from + scale / 2 - 0.5, low, end - 1);
            return Math.max(0, 1 - Math.abs(centre - sample));
        }
    }
}
