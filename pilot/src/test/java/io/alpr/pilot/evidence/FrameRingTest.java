package io.alpr.pilot.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alpr.pilot.source.SourceItem.Frame;
import io.alpr.vision.image.YuvPicture;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FrameRingTest {
    /** 64 by 48 pixels in 4:2:0. */
    private static final long FRAME_BYTES = 64 * 48 * 3 / 2;

    private final long now = System.nanoTime();

    @Test
    void theNearestFrameComesFirstAndItsNeighboursShowAnotherMoment() throws Exception {
        var ring = new FrameRing(Duration.ofSeconds(2), 100 * FRAME_BYTES);
        for (int ms = -3000; ms <= -1600; ms += 40) {
            ring.add(frame(ms));
        }
        var found = ring.around(at(-2205));
        assertThat(found).hasSize(3);
        assertThat(found.getFirst()).isEqualTo(frame(-2200));
        assertThat(numbers(found.subList(1, 3))).containsExactlyInAnyOrder(-2320L, -2080L);
    }

    @Test
    void frameBeyondHalfASecondIsNoneOfThatMoment() throws Exception {
        var ring = new FrameRing(Duration.ofSeconds(10), 100 * FRAME_BYTES);
        ring.add(frame(-9000));
        ring.add(frame(-7000));
        assertThat(ring.around(at(-8400))).isEmpty();
        assertThat(numbers(ring.around(at(-8600)))).containsExactly(-9000L);
    }

    @Test
    void onlyTheLastTwoSecondsAreKept() throws Exception {
        var ring = new FrameRing(Duration.ofSeconds(2), 100 * FRAME_BYTES);
        for (int ms = -60_000; ms <= -10_000; ms += 200) {
            ring.add(frame(ms));
            assertThat(ring.bytes()).isLessThanOrEqualTo(11 * FRAME_BYTES);
        }
        assertThat(ring.bytes()).isEqualTo(11 * FRAME_BYTES);
        assertThat(ring.around(at(-13_000))).isEmpty();
    }

    @Test
    void bytesBoundItWhateverTheRate() throws Exception {
        var ring = new FrameRing(Duration.ofHours(1), 4 * FRAME_BYTES);
        for (int ms = -9000; ms <= -3000; ms += 10) {
            ring.add(frame(ms));
            assertThat(ring.bytes()).isLessThanOrEqualTo(4 * FRAME_BYTES);
        }
        assertThat(numbers(ring.around(at(-3000)))).containsExactly(-3000L);

        var tight = new FrameRing(Duration.ofHours(1), 1);
        tight.add(frame(-9000));
        tight.add(frame(-3000));
        assertThat(tight.bytes()).as("the latest alone").isEqualTo(FRAME_BYTES);
    }

    @Test
    void whoComesBeforeTheFrameWaitsForItButNotForEver() throws Exception {
        var ring = new FrameRing(Duration.ofSeconds(2), 100 * FRAME_BYTES);
        var moment = System.nanoTime();
        var late = Thread.ofPlatform().daemon().start(() -> addAfter(ring, 200));
        assertThat(ring.around(moment)).hasSize(1);
        late.join();

        var empty = new FrameRing(Duration.ofSeconds(2), 100 * FRAME_BYTES);
        long asked = System.nanoTime();
        assertThat(empty.around(asked)).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - asked))
                .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(20));
    }

    /** A live stream begins so late. */
    private static void addAfter(FrameRing ring, int ms) {
        try {
            Thread.sleep(ms);
            ring.add(frame(0, System.nanoTime()));
            Thread.sleep(ms);
            ring.add(frame(1, System.nanoTime() + Duration.ofSeconds(1).toNanos()));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aRingForNothingIsRefused() {
        assertThatThrownBy(() -> new FrameRing(Duration.ZERO, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("above 0");
        assertThatThrownBy(() -> new FrameRing(Duration.ofSeconds(1), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Long> numbers(List<Frame> frames) {
        return frames.stream().map(Frame::number).toList();
    }

    private long at(int ms) {
        return now + Duration.ofMillis(ms).toNanos();
    }

    /** A frame that came so many milliseconds after the test began, with that as its number. */
    private Frame frame(int ms) {
        return frame(ms, at(ms));
    }

    private static final YuvPicture BLACK =
            new YuvPicture(
                    64,
                    48,
                    new byte[64 * 48],
                    new byte[32 * 24],
                    new byte[32 * 24],
                    YuvPicture.Matrix.BT601);

    private static Frame frame(int number, long nanos) {
        return new Frame(BLACK, Duration.ZERO, Instant.EPOCH, number, nanos);
    }
}
