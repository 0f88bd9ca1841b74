package io.alpr.archive;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/**
 * Passes that no retention may take, with their pictures, until they are released. Safe for use by
 * many threads and processes.
 */
public final class Holds {
    private static final String HOLD =
            """
            INSERT INTO event_holds (event_id, reason, held_by) VALUES (:event, :reason, :by)
            ON CONFLICT (event_id) DO UPDATE SET reason = excluded.reason, held_by = excluded.held_by
            """;

    private final Database database;

    /**
     * @param database opened by {@link Database#open}
     */
    public Holds(Database database) {
        this.database = database;
    }

    /**
     * @param eventId of the pass
     * @param reason as whoever holds it says
     * @param by who that is
     * @param at since when, UTC
     */
    public record Hold(UUID eventId, String reason, String by, Instant at) {}

    /**
     * Holds a pass, or says anew why.
     *
     * @return false when the archive has no such pass
     * @throws DatabaseUnavailable when the database fails, or retention runs for long: try again
     */
    public boolean hold(UUID eventId, String reason, String by) {
        return database.inTransaction(
                handle -> {
                    // Not while retention runs, which may have chosen this very pass.
                    handle.execute("SET LOCAL lock_timeout = '20s'");
                    handle.execute("SELECT pg_advisory_xact_lock_shared(?)", RetentionLock.KEY);
                    boolean there =
                            handle.createQuery(
                                            "SELECT EXISTS (SELECT FROM plate_events WHERE event_id = :event)")
                                    .bind("event", eventId)
                                    .mapTo(Boolean.class)
                                    .one();
                    if (there) {
                        handle.createUpdate(HOLD)
                                .bind("event", eventId)
                                .bind("reason", reason)
                                .bind("by", by)
                                .execute();
                        Deeds.note(handle, "hold", "event", eventId.toString(), "by", by);
                    }
                    return there;
                });
    }

    /**
     * Lets the next retention take it when it is old enough.
     *
     * @return false when it was not held
     * @throws DatabaseUnavailable when the database fails
     */
    public boolean release(UUID eventId, String by) {
        return database.inTransaction(
                handle -> {
                    boolean held =
                            handle.createUpdate("DELETE FROM event_holds WHERE event_id = :event")
                                            .bind("event", eventId)
                                            .execute()
                                    > 0;
                    if (held) {
                        Deeds.note(handle, "release", "event", eventId.toString(), "by", by);
                    }
                    return held;
                });
    }

    /** All of them, the oldest first. */
    public List<Hold> list() {
        return database.with(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT event_id, reason, held_by AS by, held_at AS at
                                        FROM event_holds ORDER BY held_at, event_id
                                        """)
                                .map(ConstructorMapper.of(Hold.class))
                                .list());
    }
}
