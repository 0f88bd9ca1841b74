package io.alpr.vision.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.alpr.vision.image.RgbPicture;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SharpnessTest {

    @Test
    void agreesWithTheDefinitionWrittenOut() {
        for (int seed = 0; seed < 50; seed++) {
            var random = new Random(seed);
            var bytes = new byte[3 * 90 * 32];
            random.nextBytes(bytes);
            var picture = new RgbPicture(90, 32, bytes);
            assertThat(Sharpness.of(picture))
                    .as("seed %d", seed)
                    .isCloseTo(slow(picture), within(1e-9));
        }
    }

    @Test
    void theMoreBlurTheLess() {
        var crisp = stripes(160, 32, 6);
        double before = Sharpness.of(crisp);
        var blurred = crisp;
        for (int step = 0; step < 5; step++) {
            blurred = blurred(blurred);
            double after = Sharpness.of(blurred);
            assertThat(after).as("step %d", step).isLessThan(before);
            before = after;
        }
        assertThat(Sharpness.of(crisp)).isGreaterThan(0.5);
        assertThat(before).isLessThan(0.25);
    }

    @Test
    void theSamePlateInFewerPixelsIsLessSharp() {
        assertThat(Sharpness.of(stripes(160, 32, 6)))
                .isGreaterThan(
                        Sharpness.of(
                                stripes(160, 32, 6).scaled(stripes(160, 32, 6).bounds(), 60, 12)));
    }

    @Test
    void aDarkPlateIsAsSharpAsABrightOne() {
        var bright = stripes(160, 32, 6);
        var bytes = bright.rgb().clone();
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ((bytes[i] & 255) / 3);
        }
        assertThat(Sharpness.of(new RgbPicture(160, 32, bytes)))
                .isCloseTo(Sharpness.of(bright), within(0.03));
    }

    @Test
    void anEmptyCropHasNoSharpness() {
        var bytes = new byte[3 * 40 * 10];
        Arrays.fill(bytes, (byte) 120);
        assertThat(Sharpness.of(new RgbPicture(40, 10, bytes))).isZero();
        assertThat(Sharpness.of(new RgbPicture(1, 1, new byte[3]))).isZero();
    }

    private static double slow(RgbPicture picture) {
        int width = picture.width();
        int height = picture.height();
        var luma = new double[height][width];
        double mean = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = 3 * (y * width + x);
                byte[] rgb = picture.rgb();
                luma[y][x] =
                        0.299 * (rgb[at] & 255)
                                + 0.587 * (rgb[at + 1] & 255)
                                + 0.114 * (rgb[at + 2] & 255);
                mean += luma[y][x] / (width * height);
            }
        }
        double spread = 0;
        double laplacianMean = 0;
        var laplacian = new double[height - 2][width - 2];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                spread += Math.pow(luma[y][x] - mean, 2) / (width * height);
                if (x > 0 && y > 0 && x < width - 1 && y < height - 1) {
                    double around =
                            luma[y - 1][x] + luma[y + 1][x] + luma[y][x - 1] + luma[y][x + 1];
                    laplacian[y - 1][x - 1] = around - 4 * luma[y][x];
                    laplacianMean += laplacian[y - 1][x - 1] / ((width - 2) * (height - 2));
                }
            }
        }
        double energy = 0;
        for (double[] row : laplacian) {
            for (double value : row) {
                energy += Math.pow(value - laplacianMean, 2) / ((width - 2) * (height - 2));
            }
        }
        double ratio = energy / (spread + 36);
        return ratio / (ratio + 0.6);
    }

    private static RgbPicture stripes(int width, int height, int period) {
        var bytes = new byte[3 * width * height];
        for (int i = 0; i < bytes.length; i++) {
            int x = i / 3 % width;
            bytes[i] = (byte) (x / period % 2 == 0 ? 30 : 220);
        }
        return new RgbPicture(width, height, bytes);
    }

    /** Mean of three neighbours along the row. */
    private static RgbPicture blurred(RgbPicture picture) {
        byte[] from = picture.rgb();
        var to = from.clone();
        for (int i = 3; i < from.length - 3; i++) {
            to[i] = (byte) (((from[i - 3] & 255) + (from[i] & 255) + (from[i + 3] & 255)) / 3);
        }
        return new RgbPicture(picture.width(), picture.height(), to);
    }
}
