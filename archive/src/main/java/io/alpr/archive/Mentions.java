package io.alpr.archive;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** A plate among the other texts that the reads of a pass gave. */
final class Mentions {
    /** No index helps: this goes through the whole archive. */
    static final String CONDITION =
            """
            captured_at < :before
                AND candidates @> jsonb_build_array(jsonb_build_object('text', CAST(:plate AS text)))
            """;

    private static final String REMOVE =
            """
            UPDATE plate_events SET candidates = (
                SELECT coalesce(jsonb_agg(candidate ORDER BY rank), '[]')
                FROM jsonb_array_elements(candidates) WITH ORDINALITY AS one (candidate, rank)
                WHERE candidate->>'text' IS DISTINCT FROM :plate)
            WHERE %s
                AND event_id NOT IN (SELECT event_id FROM event_holds)
            RETURNING event_id
            """
                    .formatted(CONDITION);

    private Mentions() {}

    /** Takes it out, but of what is held. */
    static List<UUID> removed(Handle handle, String plate, Instant before) {
        return handle.createQuery(REMOVE)
                .bind("plate", plate)
                .bind("before", before.atOffset(ZoneOffset.UTC))
                .mapTo(UUID.class)
                .list();
    }
}
