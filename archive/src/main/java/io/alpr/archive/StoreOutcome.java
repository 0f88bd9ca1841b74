package io.alpr.archive;

import io.alpr.events.PlateEvent;

/** What became of one event. */
public sealed interface StoreOutcome {
    /** Which event. */
    PlateEvent event();

    /** It is the first that the archive holds of its pass. */
    record Inserted(PlateEvent event) implements StoreOutcome {}

    /** It took the place of a lower revision of its pass. */
    record Revised(PlateEvent event) implements StoreOutcome {}

    /** The archive has this revision or a higher one, or the batch had; nothing changed. */
    record Duplicate(PlateEvent event) implements StoreOutcome {}

    /** Its pass or its plate was erased on request; nothing changed. */
    record Erased(PlateEvent event) implements StoreOutcome {}

    /**
     * The database will never take it; nothing changed.
     *
     * @param reason the server's, one line
     */
    record Rejected(PlateEvent event, String reason) implements StoreOutcome {}
}
