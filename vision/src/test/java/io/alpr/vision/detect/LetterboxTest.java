package io.alpr.vision.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.PixelSize;
import io.alpr.vision.image.RandomPictures;
import io.alpr.vision.image.RgbPicture;
import io.alpr.vision.onnx.Colour;
import io.alpr.vision.onnx.Normalisation;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class LetterboxTest {
    @Test
    void aWidePictureIsCentredBetweenBars() {
        var box =
                Letterbox.centred(
                        new RgbPicture(200, 100, new byte[60_000]), new PixelSize(64, 64));
        assertThat(box.inner()).isEqualTo(new PixelBox(0, 16, 64, 32));
    }

    @Test
    void aSnugInputIsAMultipleOfItsStepAndHoldsThePicture() {
        for (int seed = 0; seed < 300; seed++) {
            var picture = RandomPictures.rgb(new Random(seed), 300);
            var box = Letterbox.snug(picture, 128, 32);
            assertThat(box.input().width() % 32).isZero();
            assertThat(box.input().height() % 32).isZero();
            assertThat(box.input().width() - box.inner().width()).isBetween(0, 31);
            assertThat(box.input().height() - box.inner().height()).isBetween(0, 31);
            assertThat(Math.max(box.inner().width(), box.inner().height()))
                    .isLessThanOrEqualTo(128);
        }
    }

    @Test
    void aRegionIsShownWholeAndAsLargeAsInTheWholePicture() {
        for (int seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            var picture = RandomPictures.rgb(random, 300);
            var region = RandomPictures.box(random, picture);
            var whole = Letterbox.snug(picture, 128, 32);
            var box = Letterbox.snug(picture, region, 128, 32);
            assertThat(box.region().contains(region)).describedAs("seed %d", seed).isTrue();
            assertThat(box.input().width()).isLessThanOrEqualTo(whole.input().width());
            assertThat(box.input().height()).isLessThanOrEqualTo(whole.input().height());
            // Rounded to whole pixels on both sides.
            double columns = box.region().width() * (double) whole.inner().width();
            assertThat(columns / picture.width())
                    .describedAs("seed %d", seed)
                    .isEqualTo(box.inner().width(), Offset.offset(1.5));
            var there =
                    new Candidate(
                            box.inner().x(),
                            box.inner().y(),
                            box.inner().right(),
                            box.inner().bottom(),
                            1);
            assertThat(box.clipped(box.back(there))).isEqualTo(box.region());
        }
    }

    @Test
    void aBoxThatGoesThereAndBackIsTheSame() {
        for (int seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            var picture = RandomPictures.rgb(random, 300);
            var size = new PixelSize(1 + random.nextInt(200), 1 + random.nextInt(200));
            var box = Letterbox.centred(picture, size);
            var truth = RandomPictures.box(random, picture);
            double scaleX = (double) box.inner().width() / picture.width();
            double scaleY = (double) box.inner().height() / picture.height();
            var there =
                    new Candidate(
                            truth.x() * scaleX + box.inner().x(),
                            truth.y() * scaleY + box.inner().y(),
                            truth.right() * scaleX + box.inner().x(),
                            truth.bottom() * scaleY + box.inner().y(),
                            1);
            var back = box.back(there);
            var close = Offset.offset(1e-6);
            assertThat(back.left()).describedAs("seed %d", seed).isEqualTo(truth.x(), close);
            assertThat(back.top()).describedAs("seed %d", seed).isEqualTo(truth.y(), close);
            assertThat(back.right()).describedAs("seed %d", seed).isEqualTo(truth.right(), close);
            assertThat(back.bottom()).describedAs("seed %d", seed).isEqualTo(truth.bottom(), close);
        }
    }

    @Test
    void theTensorHoldsEachPixelWhereTheSlowTwinPutsIt() {
        for (int seed = 0; seed < 100; seed++) {
            var random = new Random(seed);
            var picture = RandomPictures.rgb(random, 40);
            var size = new PixelSize(8 + random.nextInt(40), 8 + random.nextInt(40));
            var box = Letterbox.centred(picture, size);
            var tensor = box.tensor(picture, Colour.BGR, Normalisation.IMAGENET, -9);
            var scaled =
                    picture.scaled(picture.bounds(), box.inner().width(), box.inner().height());
            for (int channel = 0; channel < 3; channel++) {
                for (int y = 0; y < size.height(); y++) {
                    for (int x = 0; x < size.width(); x++) {
                        float got =
                                tensor.values()[(channel * size.height() + y) * size.width() + x];
                        assertThat(got)
                                .describedAs("seed %d, %d,%d", seed, x, y)
                                .isEqualTo(slow(scaled, box, channel, x, y), Offset.offset(1e-5f));
                    }
                }
            }
        }
    }

    private static float slow(RgbPicture scaled, Letterbox box, int channel, int x, int y) {
        int column = x - box.inner().x();
        int row = y - box.inner().y();
        if (column < 0 || row < 0 || column >= scaled.width() || row >= scaled.height()) {
            return -9;
        }
        double[] mean = {0.485, 0.456, 0.406};
        double[] deviation = {0.229, 0.224, 0.225};
        int value = scaled.rgb()[3 * (row * scaled.width() + column) + 2 - channel] & 255;
        return (float) ((value / 255.0 - mean[channel]) / deviation[channel]);
    }
}
