package io.alpr.pilot.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PresentationClockTest {
    @Test
    void timesStartAtZeroWhereverTheStreamStarts() {
        var clock = new PresentationClock(25);
        assertThat(clock.at(5_000_000)).isEqualTo(Duration.ZERO);
        assertThat(clock.at(5_040_000)).isEqualTo(Duration.ofMillis(40));
    }

    @Test
    void aJumpBackGoesOnWithTheNextFrame() {
        var clock = new PresentationClock(25);
        clock.at(0);
        clock.at(10_000_000);
        assertThat(clock.at(0)).isEqualTo(Duration.ofMillis(10_040));
        assertThat(clock.at(40_000)).isEqualTo(Duration.ofMillis(10_080));
    }

    @Test
    void aMissingTimestampIsOneFrameLater() {
        var clock = new PresentationClock(10);
        assertThat(clock.next()).isEqualTo(Duration.ZERO);
        assertThat(clock.next()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void aLeapOfDaysIsOneFrame() {
        var clock = new PresentationClock(10);
        clock.at(0);
        assertThat(clock.at(Duration.ofDays(3).toNanos() / 1000)).isEqualTo(Duration.ofMillis(100));
    }
}
