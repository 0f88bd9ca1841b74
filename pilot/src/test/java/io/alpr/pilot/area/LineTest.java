package io.alpr.pilot.area;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.alpr.pilot.area.Line.Side;
import io.alpr.vision.image.Picture;
import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.RgbPicture;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineTest {
    private static final Picture SMALL = new RgbPicture(320, 180, new byte[3 * 320 * 180]);
    private static final Picture LARGE = new RgbPicture(640, 360, new byte[3 * 640 * 360]);
    private static final Point LEFT = new Point(0, 0.5);
    private static final Point RIGHT = new Point(1, 0.5);

    @Test
    void theRightHandOfALineDrawnToTheRightIsDownThePicture() {
        var line = new Line(LEFT, RIGHT, "in", "out");
        assertThat(line.side(new PixelBox(100, 300, 80, 20), LARGE)).isEqualTo(Side.RIGHT);
        assertThat(line.side(new PixelBox(100, 20, 80, 20), LARGE)).isEqualTo(Side.LEFT);
        assertThat(line.direction(Side.LEFT, Side.RIGHT)).isEqualTo("in");
        assertThat(line.direction(Side.RIGHT, Side.LEFT)).isEqualTo("out");
        assertThat(line.direction(Side.RIGHT, Side.RIGHT)).isEmpty();
        assertThat(line.direction(Side.NEAR, Side.RIGHT)).isEmpty();
    }

    @Test
    void theRightHandOfALineDrawnDownIsToTheLeft() {
        var line = new Line(new Point(0.5, 0), new Point(0.5, 1), "in", "out");
        assertThat(line.side(new PixelBox(20, 100, 80, 20), LARGE)).isEqualTo(Side.RIGHT);
        assertThat(line.side(new PixelBox(520, 100, 80, 20), LARGE)).isEqualTo(Side.LEFT);
    }

    @Test
    void aPlateNearTheLineIsOnNeitherSide() {
        var line = new Line(LEFT, RIGHT, "in", "out");
        assertThat(line.side(new PixelBox(100, 189, 80, 20), LARGE)).isEqualTo(Side.NEAR);
        assertThat(line.side(new PixelBox(100, 190, 80, 20), LARGE)).isEqualTo(Side.RIGHT);
        assertThat(line.side(new PixelBox(100, 150, 80, 20), LARGE)).isEqualTo(Side.LEFT);
    }

    @Test
    void theSameLineStandsInAPictureOfAnotherSize() {
        var line = new Line(new Point(0.2, 0.1), new Point(0.7, 0.9), "in", "out");
        for (var box : List.of(new PixelBox(20, 200, 80, 20), new PixelBox(500, 40, 80, 20))) {
            var half = new PixelBox(box.x() / 2, box.y() / 2, 40, 10);
            assertThat(line.side(half, SMALL)).isEqualTo(line.side(box, LARGE));
        }
    }

    @Test
    void aLineNeedsTwoPointsAndTwoNames() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Line(LEFT, LEFT, "in", "out"))
                .withMessageContaining("two different points");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Line(LEFT, RIGHT, "in", "in"))
                .withMessageContaining("different names");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Line(LEFT, RIGHT, "", "out"))
                .withMessageContaining("1 to 20 characters");
    }

    @Test
    void growthIsToldFromThreeTenthsOn() {
        var growth = new Growth();
        assertThat(growth.direction(100, 130)).isEqualTo("approaching");
        assertThat(growth.direction(100, 129)).isEmpty();
        assertThat(growth.direction(130, 100)).isEqualTo("receding");
        assertThat(growth.direction(129, 100)).isEmpty();
    }
}
