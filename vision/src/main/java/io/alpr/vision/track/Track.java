package io.alpr.vision.track;

import io.alpr.vision.detect.Detection;
import java.time.Duration;

/** One plate followed from picture to picture. Mutable, owned by its tracker. */
final class Track {
    private static final double NANOS_PER_SECOND = 1e9;

    private final long ordinal;
    private BoxMotion motion;
    private Duration seenAt;
    private Duration sureAt;
    private int sightings = 1;

    Track(long ordinal, Detection first, Duration time) {
        this.ordinal = ordinal;
        this.motion = BoxMotion.start(first.box());
        this.seenAt = time;
        this.sureAt = time;
    }

    long ordinal() {
        return ordinal;
    }

    Duration seenAt() {
        return seenAt;
    }

    /** When it was last seen for sure. */
    Duration sureAt() {
        return sureAt;
    }

    int sightings() {
        return sightings;
    }

    /** Always predicted from the last sighting, so that being lost accumulates no rounding. */
    BoxMotion expectedAt(Duration time) {
        return motion.after(time.minus(seenAt).toNanos() / NANOS_PER_SECOND);
    }

    /**
     * @param sure whether the detection is a plate by itself
     */
    void seen(Detection detection, Duration time, boolean sure) {
        motion = expectedAt(time).corrected(detection.box());
        seenAt = time;
        sureAt = sure ? time : sureAt;
        sightings++;
    }

    Velocity velocity() {
        return sightings == 1 ? Velocity.NONE : motion.velocity();
    }
}
