package io.alpr.pilot.source;

import java.time.Duration;

/**
 * Chooses which frames are looked at: at most so many a second, by presentation time and never by
 * the clock on the wall, so that a file gives the same frames however fast it is read.
 *
 * <p>Time is cut into equal slots, the first of which begins a millisecond before the source, and
 * the first frame of each slot is taken. One instance for one run of one source; not safe for
 * several threads.
 */
public final class FrameBudget {
    private static final double MICROS_PER_SECOND = 1e6;

    /**
     * Containers round times, Matroska and FLV to whole milliseconds: without this a frame that is
     * a moment early would fall into the slot of the one before it, and of 30 frames a second only
     * 20 would be taken where 30 are allowed.
     */
    private static final long ROUNDING_MICROS = 1000;

    private final double framesPerSecond;
    private long slot = Long.MIN_VALUE;

    /**
     * @param framesPerSecond most frames a second, more than 0, at most 1000
     */
    public FrameBudget(double framesPerSecond) {
        if (!(framesPerSecond > 0 && framesPerSecond <= 1000)) {
            throw new IllegalArgumentException(
                    "frames per second must be more than 0 and at most 1000, got: "
                            + framesPerSecond);
        }
        this.framesPerSecond = framesPerSecond;
    }

    /** Takes or passes over the frame of this time; times never run backwards. */
    public boolean takes(Duration pts) {
        long micros = pts.toNanos() / 1000 + ROUNDING_MICROS;
        long current = (long) Math.floor(micros * framesPerSecond / MICROS_PER_SECOND);
        if (current == slot) {
            return false;
        }
        slot = current;
        return true;
    }
}
