package io.alpr.pilot.camera;

/**
 * Says yes after something was seen for long enough, and no again after it was not seen for long
 * enough, so that a moment more or less changes nothing. Not safe for several threads.
 */
final class Latch {
    private final long beginNanos;
    private final long endNanos;
    private boolean on;
    private boolean seen;
    private boolean seenLast;
    private long firstSeen;
    private long firstNotSeen;

    /**
     * @param beginNanos how long it must be seen, with pauses shorter than {@code endNanos}; zero
     *     or less for never
     * @param endNanos how long it must not be seen at all
     */
    Latch(long beginNanos, long endNanos) {
        this.beginNanos = beginNanos;
        this.endNanos = endNanos;
    }

    /**
     * @param now nanoseconds of a clock that never runs backwards
     */
    boolean update(boolean sees, long now) {
        if (sees && !seen) {
            seen = true;
            firstSeen = now;
        }
        if (!sees && seenLast) {
            firstNotSeen = now;
        }
        seenLast = sees;
        if (seen && !sees && now - firstNotSeen >= endNanos) {
            seen = false;
            on = false;
        }
        if (sees && beginNanos > 0 && now - firstSeen >= beginNanos) {
            on = true;
        }
        return on;
    }

    /** How long it has been seen, nanoseconds; 0 when it is not. */
    long lasted(long now) {
        return seen ? now - firstSeen : 0;
    }
}
