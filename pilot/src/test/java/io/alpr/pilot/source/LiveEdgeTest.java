package io.alpr.pilot.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LiveEdgeTest {
    private static final long MS = 1_000_000;

    private final LiveEdge edge = new LiveEdge();
    private long now = 77_000 * MS;
    private long stream = -5 * MS;
    private Duration behind = Duration.ZERO;

    /** Reads packets, each of which tells {@code step} more and takes the others' sum. */
    private void read(int packets, long stepMs, long waitMs, long workMs) {
        for (int i = 0; i < packets; i++) {
            now += waitMs * MS;
            stream += stepMs * MS;
            behind = edge.packet(stream, waitMs * MS, now);
            now += workMs * MS;
        }
    }

    @Test
    void whoeverWaitsIsNotBehindThoughTheCamerasClockRunsSlow() {
        read(20_000, 100, 96, 5);
        assertThat(behind).isZero();
    }

    @Test
    void whoeverNeedsMoreThanTheCameraGivesFallsBehind() {
        read(50, 100, 95, 5);
        read(30, 100, 0, 150);
        assertThat(behind.toMillis())
                .as("its first packets count as waited for")
                .isBetween(1000L, 1500L);
        read(30, 100, 0, 60);
        assertThat(behind.toMillis()).isLessThan(300L);
        read(20, 100, 95, 5);
        assertThat(behind).isZero();
    }

    @Test
    void whatWasGatheredBeforeWeCameIsNotLate() {
        read(10, 100, 0, 2);
        assertThat(behind).isZero();
    }

    @Test
    void aCameraThatSendsInBurstsIsNotLate() {
        for (int second = 0; second < 200; second++) {
            read(1, 40, 990, 1);
            read(24, 40, 0, 1);
        }
        assertThat(behind.toMillis()).isLessThan(100);
    }

    @Test
    void aClockThatLeapsDoesNotLeaveUsBehindForEver() {
        read(50, 100, 95, 5);
        stream -= 3_000 * MS;
        read(1, 100, 95, 5);
        assertThat(behind).isZero();
        stream += 3_600_000 * MS;
        read(10, 100, 95, 5);
        assertThat(behind).isZero();
    }
}
