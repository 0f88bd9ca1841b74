package io.alpr.pilot.camera;

import io.alpr.events.PlateEvent;

/**
 * Is told of every event once the broker has it, also of those that an earlier life of the pilot
 * read. Called from several threads; must be quick.
 */
@FunctionalInterface
public interface PassListener {
    /** An event was acknowledged. */
    void published(PlateEvent event);

    /** Nobody listens. */
    PassListener NONE = _ -> {};
}
