package io.alpr.archive;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** What people added to passes, which goes when its pass does. */
final class PassPapers {
    static final List<String> TABLES = List.of("pass_corrections", "pass_notes", "pass_tags");

    private PassPapers() {}

    /** Deletes what belongs to these passes. */
    static void delete(Handle handle, Collection<UUID> events) {
        for (var table : TABLES) {
            handle.createUpdate("DELETE FROM %s WHERE event_id = ANY (:events)".formatted(table))
                    .bindArray("events", UUID.class, events.toArray())
                    .execute();
        }
    }

    /** Deletes what belongs to erased passes. */
    static void deleteErased(Handle handle) {
        for (var table : TABLES) {
            handle.execute(
                    "DELETE FROM %s WHERE event_id IN (SELECT event_id FROM erased_events)"
                            .formatted(table));
        }
    }

    /** Deletes what belongs to no pass any more. */
    static void deleteOrphans(Handle handle) {
        for (var table : TABLES) {
            handle.execute(
                    """
                    DELETE FROM %s paper WHERE NOT EXISTS (
                        SELECT FROM plate_events event
                        WHERE event.event_id = paper.event_id AND event.captured_at = paper.captured_at)
                    """
                            .formatted(table));
        }
    }
}
