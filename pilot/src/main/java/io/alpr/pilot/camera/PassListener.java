package io.alpr.pilot.camera;

import io.alpr.events.PlateEvent;
import java.time.Duration;

/**
 * Is told of every event once the broker has it, also of those that an earlier life of the pilot
 * read. Called from several threads; must be quick.
 */
@FunctionalInterface
public interface PassListener {
    /**
     * An event was acknowledged.
     *
     * @param took since it was safe on disk, not negative
     */
    void published(PlateEvent event, Duration took);

    /** Nobody listens. */
    PassListener NONE = (_, _) -> {};
}
