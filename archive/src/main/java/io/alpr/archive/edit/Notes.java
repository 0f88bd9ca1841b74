package io.alpr.archive.edit;

import io.alpr.archive.PatientPool;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What people write about passes. Safe for use by many threads; faults as of {@link Corrections}.
 */
public final class Notes {
    /** Most characters of one. */
    public static final int LENGTH_MAX = 2_000;

    /** Most notes of a pass. */
    public static final int COUNT_MAX = 100;

    private static final String ADD =
            """
            INSERT INTO pass_notes (note_id, event_id, captured_at, text, written_by)
            SELECT :id, event_id, captured_at, :text, :by FROM plate_events
            WHERE event_id = :event AND captured_at = :at
                AND (SELECT count(*) FROM pass_notes WHERE event_id = :event) < :most
            RETURNING note_id, text, written_by, written_at
            """;

    private static final String ALL =
            """
            SELECT note_id, text, written_by, written_at FROM pass_notes
            WHERE event_id = :event ORDER BY written_at, note_id
            """;

    private static final String DELETE =
            """
            DELETE FROM pass_notes WHERE note_id = :id AND event_id = :event
                AND (CAST(:by AS TEXT) IS NULL OR written_by = :by)
            """;

    private final PatientPool pool;

    Notes(PatientPool pool) {
        this.pool = pool;
    }

    /**
     * A note.
     *
     * @param id of it
     * @param text 1 to {@value #LENGTH_MAX} characters
     * @param by who wrote it
     * @param at when, UTC
     */
    public record Note(UUID id, String text, String by, Instant at) {
        private static Note of(ResultSet row) throws SQLException {
            return new Note(
                    row.getObject(1, UUID.class),
                    row.getString(2),
                    row.getString(3),
                    row.getObject(4, OffsetDateTime.class).toInstant());
        }
    }

    /**
     * Adds one.
     *
     * @return it; empty when there is no such pass, or it has {@value #COUNT_MAX}
     */
    public Optional<Note> add(UUID eventId, Instant capturedAt, String text, String by) {
        return pool.inTransaction(
                handle ->
                        handle.createQuery(ADD)
                                .bind("id", UUID.randomUUID())
                                .bind("event", eventId)
                                .bind("at", capturedAt.atOffset(ZoneOffset.UTC))
                                .bind("text", text)
                                .bind("by", by)
                                .bind("most", COUNT_MAX)
                                .map((row, _) -> Note.of(row))
                                .findOne());
    }

    /** All of a pass, the oldest first. */
    public List<Note> of(UUID eventId) {
        return pool.with(
                handle ->
                        handle.createQuery(ALL)
                                .bind("event", eventId)
                                .map((row, _) -> Note.of(row))
                                .list());
    }

    /**
     * Deletes one.
     *
     * @param by only if he wrote it; empty for whoever wrote it
     * @return whether there was one
     */
    public boolean delete(UUID eventId, UUID noteId, Optional<String> by) {
        return pool.inTransaction(
                        handle ->
                                handle.createUpdate(DELETE)
                                        .bind("id", noteId)
                                        .bind("event", eventId)
                                        .bind("by", by.orElse(null))
                                        .execute())
                > 0;
    }
}
