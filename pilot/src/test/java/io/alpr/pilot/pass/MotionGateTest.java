package io.alpr.pilot.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.YuvPicture;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class MotionGateTest {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;
    private static final PixelBox WHOLE = new PixelBox(0, 0, WIDTH, HEIGHT);

    private final MotionGate gate = new MotionGate(Duration.ofSeconds(2));
    private int frame;

    /** Ten frames a second. */
    private List<PixelBox> moved(YuvPicture picture) {
        var moved = gate.moved(picture, Duration.ofMillis(100L * frame++));
        gate.looked();
        return moved;
    }

    private static YuvPicture road(int light, PixelBox... vehicles) {
        var luma = new byte[WIDTH * HEIGHT];
        Arrays.fill(luma, (byte) light);
        for (var vehicle : vehicles) {
            for (int y = vehicle.y(); y < vehicle.bottom(); y++) {
                int from = y * WIDTH + vehicle.x();
                Arrays.fill(luma, from, from + vehicle.width(), (byte) (light + 60));
            }
        }
        var chroma = new byte[WIDTH / 2 * HEIGHT / 2];
        return new YuvPicture(WIDTH, HEIGHT, luma, chroma, chroma.clone(), YuvPicture.Matrix.BT709);
    }

    private static PixelBox car(int x, int y) {
        return new PixelBox(x, y, 60, 40);
    }

    @Test
    void theFirstFrameIsLookedAtAsAWholeAndThenEveryTwoSeconds() {
        assertThat(moved(road(80))).containsExactly(WHOLE);
        for (int i = 1; i < 20; i++) {
            assertThat(moved(road(80))).isEmpty();
        }
        assertThat(moved(road(80))).containsExactly(WHOLE);
    }

    @Test
    void whereACarWasAndIsNowIsLookedAtAndNotTheRestOfTheStreet() {
        moved(road(80, car(100, 100), car(500, 300)));
        var regions = moved(road(80, car(130, 100), car(500, 300)));
        assertThat(regions).hasSize(1);
        assertThat(regions.getFirst().contains(new PixelBox(100, 100, 90, 40))).isTrue();
        assertThat(regions.getFirst().area()).isLessThan(WHOLE.area() / 3);
        assertThat(regions.getFirst().iou(car(500, 300))).isZero();
    }

    @Test
    void whatWasNotLookedAtHasMovedStill() {
        moved(road(80, car(100, 100)));
        var further = road(80, car(130, 100));
        var asked = gate.moved(further, Duration.ofMillis(100L * frame++));
        assertThat(asked).hasSize(1);
        assertThat(moved(further)).isEqualTo(asked);
        assertThat(moved(further)).isEmpty();
    }

    @Test
    void twoCarsFarApartAreTwoRegions() {
        moved(road(80, car(50, 50), car(500, 300)));
        assertThat(moved(road(80, car(70, 50), car(520, 300)))).hasSize(2);
    }

    @Test
    void aCarThatCreepsIsSeenThoughAnotherMovesAllTheTime() {
        boolean seen = false;
        moved(road(80, car(50, 50), new PixelBox(500, 300, 60, 10)));
        for (int i = 1; i < 19; i++) {
            // A tenth of a cell each time: a step in brightness that is noise by itself.
            var creeping = new PixelBox(500, 300, 60, 10 + i / 2);
            for (var region : moved(road(80, car(50 + 10 * i, 50), creeping))) {
                seen |= region.contains(new PixelBox(500, 305, 60, 5));
            }
        }
        assertThat(seen).isTrue();
    }

    @Test
    void noiseOfASensorIsNoMovement() {
        moved(noisy(1));
        for (int seed = 2; seed < 19; seed++) {
            assertThat(moved(noisy(seed))).isEmpty();
        }
    }

    private static YuvPicture noisy(long seed) {
        var chance = new SplittableRandom(seed);
        var picture = road(80, car(100, 100));
        for (int i = 0; i < picture.y().length; i++) {
            picture.y()[i] += (byte) chance.nextInt(-6, 7);
        }
        return picture;
    }

    @Test
    void aChangeOfLightIsLookedAtAsAWhole() {
        moved(road(80));
        assertThat(moved(road(100))).containsExactly(WHOLE);
    }
}
