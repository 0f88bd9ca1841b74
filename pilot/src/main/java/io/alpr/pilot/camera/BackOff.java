package io.alpr.pilot.camera;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before a camera is tried again: twice as long after each failure, up to a most,
 * and each time by chance a little shorter, so that many cameras behind one switch do not all come
 * at once.
 *
 * @param first wait after the first failure, positive
 * @param most longest wait, at least {@code first}
 */
record BackOff(Duration first, Duration most) {
    private static final double JITTER = 0.3;
    private static final int DOUBLINGS_MAX = 20;

    static final BackOff DEFAULT = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(30));

    /**
     * @param failures in a row, at least 1
     */
    Duration after(int failures, RandomGenerator chance) {
        long doubled = first.toMillis() << Math.min(failures - 1, DOUBLINGS_MAX);
        long bounded = Math.min(doubled, most.toMillis());
        return Duration.ofMillis(Math.round(bounded * (1 - JITTER * chance.nextDouble())));
    }
}
