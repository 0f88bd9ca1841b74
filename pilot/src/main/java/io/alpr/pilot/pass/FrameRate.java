package io.alpr.pilot.pass;

import java.time.Duration;
import java.util.ArrayDeque;

/** Frames a second over the last ten seconds of the clock on the wall. Safe for several threads. */
final class FrameRate {
    private static final long WINDOW_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int TICKS_MAX = 100_000;

    private final ArrayDeque<Long> ticks = new ArrayDeque<>();

    synchronized void tick() {
        long now = System.nanoTime();
        ticks.addLast(now);
        forget(now);
    }

    /** 0 where nothing came. */
    synchronized double now() {
        long now = System.nanoTime();
        forget(now);
        if (ticks.size() < 2) {
            return 0;
        }
        double seconds = Math.max(1e-3, (now - ticks.getFirst()) / 1e9);
        return ticks.size() / seconds;
    }

    private void forget(long now) {
        while (!ticks.isEmpty()
                && (now - ticks.getFirst() > WINDOW_NANOS || ticks.size() > TICKS_MAX)) {
            ticks.removeFirst();
        }
    }
}
