package io.alpr.app.faults;

import java.time.Duration;

/**
 * A part of a film during which a camera gave pictures.
 *
 * @param from counted from the start of the film, may lie before it
 * @param to after {@code from}
 */
record Watched(Duration from, Duration to) {
    /** Clocks, encoder and network between the film and whoever looked at the clock. */
    private static final Duration MARGIN = Duration.ofMillis(700);

    /** Whether a pass was to be seen in it from its beginning to its end, for certain. */
    boolean saw(Crossing crossing) {
        return crossing.isWithin(from.plus(MARGIN), to.minus(MARGIN));
    }
}
