package io.alpr.vision.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PixelBoxTest {
    private static final PixelBox PLATE = new PixelBox(10, 10, 80, 40);

    @Test
    void paddingGoesToTheNearestPixelsAndGrowingOutwards() {
        assertThat(PLATE.padded(0.04, 200, 100)).isEqualTo(new PixelBox(7, 8, 86, 44));
        assertThat(PLATE.grown(0.04, 0.04, 200, 100)).isEqualTo(new PixelBox(6, 8, 88, 44));
        assertThat(PLATE.padded(0, 200, 100)).isEqualTo(PLATE);
        assertThat(PLATE.padded(-0.1, 200, 100)).isEqualTo(new PixelBox(18, 14, 64, 32));
    }

    @Test
    void aPaddedBoxStaysInThePicture() {
        assertThat(PLATE.padded(0.5, 100, 60)).isEqualTo(new PixelBox(0, 0, 100, 60));
        assertThat(new PixelBox(3, 3, 1, 1).padded(-0.2, 4, 4)).isEqualTo(new PixelBox(3, 3, 1, 1));
    }
}
