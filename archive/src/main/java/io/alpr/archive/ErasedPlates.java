package io.alpr.archive;

import java.time.Instant;
import org.jdbi.v3.core.Handle;

/**
 * What was erased on request, for whoever writes passes on another way than by {@link EventStore}.
 */
public final class ErasedPlates {
    private ErasedPlates() {}

    /**
     * Whether a pass of that time may not have that plate. Until the transaction ends no erasure
     * begins that would forbid it; the first act of a transaction.
     *
     * @param plate normalised
     */
    public static boolean forbid(Handle handle, String plate, Instant capturedAt) {
        return Tombstones.forbids(handle, plate, capturedAt);
    }
}
