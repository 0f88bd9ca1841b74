package io.alpr.vision.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alpr.vision.image.PixelSize;
import io.alpr.vision.image.RgbPicture;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PictureTensorsTest {
    private static final RgbPicture PICTURE =
            new RgbPicture(2, 1, new byte[] {(byte) 255, 0, 51, 0, (byte) 204, 0});

    @Test
    void planesLieOneAfterTheOtherWithTheFillAround() {
        var tensor =
                PictureTensors.planes(
                        PICTURE, new PixelSize(3, 2), 1, 1, Colour.RGB, Normalisation.UNIT, 9);
        assertThat(tensor.shape()).containsExactly(1, 3, 2, 3);
        assertThat(tensor.values())
                .containsExactly(
                        9, 9, 9, 9, 1, 0, //
                        9, 9, 9, 9, 0, 0.8f, //
                        9, 9, 9, 9, 0.2f, 0);
    }

    @Test
    void bgrTurnsTheChannelsRound() {
        var tensor =
                PictureTensors.planes(
                        PICTURE, new PixelSize(2, 1), 0, 0, Colour.BGR, Normalisation.SIGNED, 0);
        assertThat(tensor.values()).containsExactly(-0.6f, -1, -1, 0.6f, 1, -1);
    }

    @Test
    void bytesLiePixelByPixel() {
        var tensor = PictureTensors.interleaved(List.of(PICTURE, PICTURE), Colour.BGR);
        assertThat(tensor.shape()).containsExactly(2, 1, 2, 3);
        assertThat(tensor.values()).startsWith(51, 0, 255, 0, 204, 0).endsWith(0, 204, 0);
    }

    @Test
    void greyIsLuma() {
        var tensor = PictureTensors.interleaved(List.of(PICTURE), Colour.GREY);
        assertThat(tensor.shape()).containsExactly(1, 1, 2, 1);
        // 0.299 * 255 + 0.114 * 51 = 82.06; 0.587 * 204 = 119.7
        assertThat(tensor.values()).containsExactly(82, 120);
    }

    @Test
    void aNormalisationWithoutDeviationIsRefused() {
        assertThatThrownBy(() -> new Normalisation(List.of(0.5), List.of(0.0)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
