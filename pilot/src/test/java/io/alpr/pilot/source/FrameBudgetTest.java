package io.alpr.pilot.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameBudgetTest {
    @Test
    void ofThirtyFramesASecondEverySixthIsTakenWhenFiveAreAllowed() {
        assertThat(taken(30, 31, 5)).containsExactly(0, 6, 12, 18, 24, 30);
    }

    @Test
    void aSlowSourceIsTakenWhole() {
        assertThat(taken(4, 5, 5)).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void noSecondEverHoldsMoreFramesThanAllowedHoweverTheyCome() {
        var random = new SplittableRandom(7);
        var budget = new FrameBudget(5);
        long micros = 0;
        var perSecond = new int[100];
        while (micros < 100_000_000 - 1000) {
            if (budget.takes(Duration.ofNanos(micros * 1000))) {
                perSecond[(int) ((micros + 1000) / 1_000_000)]++;
            }
            micros += random.nextLong(1, 80_000);
        }
        assertThat(perSecond).containsOnly(5);
    }

    /** Ticks a second of MP4, of Matroska and FLV, of what we hand on, of MPEG-TS. */
    @ParameterizedTest
    @ValueSource(ints = {15_360, 1000, 1_000_000, 90_000})
    void aSourceOfJustTheAllowedRateIsTakenWholeHoweverItsTimesAreRounded(int ticks) {
        for (int rate : new int[] {10, 24, 25, 30, 60}) {
            var budget = new FrameBudget(rate);
            for (int i = 0; i < 10 * rate; i++) {
                long down = (long) i * ticks / rate;
                long micros = down * 1_000_000 / ticks;
                assertThat(budget.takes(Duration.ofNanos(micros * 1000)))
                        .as("frame %d of %d a second", i, rate)
                        .isTrue();
            }
        }
    }

    @Test
    void aBudgetOfNothingIsRefused() {
        assertThatThrownBy(() -> new FrameBudget(0)).hasMessageContaining("more than 0");
    }

    private static List<Integer> taken(int rate, int frames, double allowed) {
        var budget = new FrameBudget(allowed);
        var taken = new ArrayList<Integer>();
        for (int i = 0; i < frames; i++) {
            if (budget.takes(Duration.ofNanos(Math.round(i * 1e9 / rate)))) {
                taken.add(i);
            }
        }
        return taken;
    }
}
