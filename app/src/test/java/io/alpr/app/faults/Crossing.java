package io.alpr.app.faults;

import java.time.Duration;

/**
 * One vehicle's way through a film.
 *
 * @param text of its plate
 * @param from when its plate is first to be seen, counted from the start of the film
 * @param to when it is last to be seen
 */
record Crossing(String text, Duration from, Duration to) {
    /** Whether all of it lies in this part of the film. */
    boolean isWithin(Duration begin, Duration end) {
        return from.compareTo(begin) >= 0 && to.compareTo(end) <= 0;
    }

    @Override
    public String toString() {
        return "%s (%.1f s to %.1f s)".formatted(text, from.toMillis() / 1e3, to.toMillis() / 1e3);
    }
}
