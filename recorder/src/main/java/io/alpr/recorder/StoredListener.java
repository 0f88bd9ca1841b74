package io.alpr.recorder;

import io.alpr.events.PlateEvent;

/**
 * Is told of every event that reached the archive, after the transaction: of each pass its first
 * revision and every higher one that came. Called on the recorder's thread, so it must be quick;
 * what it throws is logged and changes nothing. After a crash it may be told of none or, for events
 * read again, not a second time.
 */
@FunctionalInterface
public interface StoredListener {
    /** The event is in the archive. */
    void onStored(PlateEvent event);
}
