package io.alpr.archive;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Notes which passes a transaction wrote, for whoever follows the archive ({@link
 * io.alpr.archive.read.ChangeFeed}), and rings for him when it commits. Safe for use by many
 * threads and processes.
 */
public final class PassChanges {
    /** On which it rings (PostgreSQL's NOTIFY). */
    public static final String CHANNEL = "alpr_passes";

    /** Whoever was away for longer must look for himself what he missed. */
    public static final Duration KEPT = Duration.ofDays(1);

    private static final String NOTE =
            """
            WITH noted AS (
                INSERT INTO pass_changes (event_ids, captured_at)
                VALUES (:events, CAST(:times AS TIMESTAMPTZ[])))
            SELECT pg_notify(:channel, '')
            """;

    /**
     * A row that we can see was written by a transaction before ours; where it says otherwise, it
     * came from another server, by a dump.
     */
    private static final String FORGET =
            """
            WITH gone AS (
                DELETE FROM pass_changes
                WHERE changed_at < :before OR xid >= pg_snapshot_xmax(pg_current_snapshot())
                RETURNING xid)
            UPDATE pass_changes_gone SET xid = GREATEST(pass_changes_gone.xid,
                (SELECT max(xid) FROM gone WHERE xid < pg_snapshot_xmax(pg_current_snapshot())))
            """;

    private PassChanges() {}

    /**
     * Notes them in this transaction.
     *
     * @param passes ids with the time of capture of each; none notes nothing
     */
    public static void note(Handle handle, Map<UUID, Instant> passes) {
        if (passes.isEmpty()) {
            return;
        }
        handle.createQuery(NOTE)
                .bindArray("events", UUID.class, passes.keySet().toArray())
                .bindArray(
                        "times",
                        String.class,
                        passes.values().stream().map(Instant::toString).toArray())
                .bind("channel", CHANNEL)
                .mapTo(String.class)
                .list();
    }

    /**
     * Forgets what is older than {@link #KEPT}.
     *
     * @throws DatabaseUnavailable when the database fails; the next call does it
     */
    public static void forget(Database database, Instant now) {
        database.inTransaction(
                handle ->
                        handle.createUpdate(FORGET)
                                .bind("before", now.minus(KEPT).atOffset(ZoneOffset.UTC))
                                .execute());
    }
}
