package io.alpr.pilot.source;

import java.time.Duration;

/**
 * Turns a stream's timestamps into times that start at zero and never run backwards. A timestamp
 * that is missing, jumps back (joined recordings) or leaps far ahead is replaced by the time before
 * plus one frame, and the following ones are counted from there. The same timestamps give the same
 * times. Not safe for several threads.
 */
final class PresentationClock {
    /** A stream that truly pauses longer is told apart from a leap by nobody. */
    private static final long LEAP_US = 3_600_000_000L;

    private final long frameUs;
    private long offsetUs;
    private long lastUs;
    private boolean started;

    /**
     * @param framesPerSecond nominal, 0 when not known
     */
    PresentationClock(double framesPerSecond) {
        this.frameUs = framesPerSecond > 0 ? Math.round(1e6 / framesPerSecond) : 40_000;
    }

    /** The time of a frame whose stream gives this timestamp, microseconds. */
    Duration at(long stampUs) {
        if (!started) {
            offsetUs = -stampUs;
        }
        long us = stampUs + offsetUs;
        if (started && (us < lastUs || us - lastUs > LEAP_US)) {
            us = lastUs + frameUs;
            offsetUs = us - stampUs;
        }
        return reached(us);
    }

    /** The time of a frame without a timestamp. */
    Duration next() {
        return reached(started ? lastUs + frameUs : 0);
    }

    private Duration reached(long us) {
        started = true;
        lastUs = us;
        return Duration.ofNanos(us * 1000);
    }
}
