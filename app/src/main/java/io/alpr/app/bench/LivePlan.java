package io.alpr.app.bench;

import java.time.Duration;

/**
 * How much {@link LiveBench} does.
 *
 * @param listeners open at once, 1 to 1,000
 * @param passesPerSecond that are stored
 * @param seconds over which they are
 */
public record LivePlan(int listeners, double passesPerSecond, int seconds) {
    /** More are refused by the Query API. */
    private static final int LISTENERS_MAX = 1_000;

    private static final double RATE_MAX = 1_000;

    public LivePlan {
        if (listeners < 1 || listeners > LISTENERS_MAX) {
            throw new IllegalArgumentException(
                    "a live feed is measured with 1 to %d listeners, got: %d"
                            .formatted(LISTENERS_MAX, listeners));
        }
        if (!(passesPerSecond > 0 && passesPerSecond <= RATE_MAX) || seconds < 1) {
            throw new IllegalArgumentException(
                    "a live feed is measured with up to %.0f passes a second for a second or more, got: %s for %d s"
                            .formatted(RATE_MAX, passesPerSecond, seconds));
        }
    }

    int passes() {
        return (int) Math.max(1, Math.round(passesPerSecond * seconds));
    }

    Duration apart() {
        return Duration.ofNanos(Math.round(1e9 / passesPerSecond));
    }
}
