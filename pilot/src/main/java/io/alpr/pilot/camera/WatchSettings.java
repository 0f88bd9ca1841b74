package io.alpr.pilot.camera;

import java.time.Duration;

/**
 * After what time something counts as wrong with a live camera; zero is never. Files are not
 * watched: nobody can wipe the lens of a recording.
 *
 * @param frozenAfter the same picture for so long
 * @param blankAfter a black, white or even picture for so long
 * @param quietAfter frames for so long, and no plate read in them
 */
public record WatchSettings(Duration frozenAfter, Duration blankAfter, Duration quietAfter) {
    public WatchSettings {
        if (frozenAfter.isNegative() || blankAfter.isNegative() || quietAfter.isNegative()) {
            throw new IllegalArgumentException(
                    "frozen_after, blank_after and quiet_after must not be negative, got: %s, %s and %s"
                            .formatted(frozenAfter, blankAfter, quietAfter));
        }
    }

    /** Frozen after a minute, blank after five, never quiet. */
    public static WatchSettings defaults() {
        return new WatchSettings(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ZERO);
    }
}
