package io.alpr.archive.edit;

import io.alpr.archive.DatabaseUnavailable;
import io.alpr.archive.ErasedPlates;
import io.alpr.archive.PatientPool;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * What people say that a plate reads. What was read is kept beside it, whatever later revisions
 * bring, and so is everybody who said otherwise. Safe for use by many threads.
 *
 * <p>Each call throws {@link DatabaseUnavailable} when the database is away, and {@link
 * PatientPool.QuestionTooSlow} when it took too long.
 */
public final class Corrections {
    private static final String ROW =
            """
            SELECT plate_text, plate_normalized_text, read_text, read_normalized_text FROM plate_events
            WHERE event_id = :event AND captured_at = :at FOR UPDATE
            """;

    /** Triggers note its plate, and tell whoever follows. */
    private static final String WRITE =
            """
            UPDATE plate_events SET plate_text = :text, plate_normalized_text = :normalized,
                read_text = :readText, read_normalized_text = :readNormalized
            WHERE event_id = :event AND captured_at = :at
            """;

    private static final String NOTE =
            """
            INSERT INTO pass_corrections (event_id, captured_at, from_text, to_text, corrected_by)
            VALUES (:event, :at, :from, :to, :by)
            """;

    private static final String ALL =
            """
            SELECT from_text, to_text, corrected_by, corrected_at FROM pass_corrections
            WHERE event_id = :event ORDER BY corrected_at, id
            """;

    private final PatientPool pool;

    Corrections(PatientPool pool) {
        this.pool = pool;
    }

    /**
     * A correction.
     *
     * @param from what stood there before, as shown; empty where that plate was erased since
     * @param to what stood there then, likewise
     * @param by who said so
     * @param at when, UTC
     */
    public record Correction(String from, String to, String by, Instant at) {}

    /** What became of one. */
    public enum Outcome {
        /** It reads as was said. */
        DONE,
        /** It read so before. */
        SAME,
        /** There is no such pass. */
        GONE,
        /** That plate was erased, and passes of that time must not have it again. */
        ERASED
    }

    private record Text(String shown, String normalized) {}

    private record Row(Text now, Optional<Text> read) {
        static Row of(ResultSet row) throws SQLException {
            var read = row.getString(3);
            return new Row(
                    new Text(row.getString(1), row.getString(2)),
                    read == null
                            ? Optional.empty()
                            : Optional.of(new Text(read, row.getString(4))));
        }
    }

    /**
     * Says what a plate reads.
     *
     * @param capturedAt of the pass, to the microsecond
     * @param shown as it is shown, 1 to 20 characters
     * @param normalized upper case, only A-Z and 0-9, 1 to 20 characters
     * @param by who says so
     */
    public Outcome correct(
            UUID eventId, Instant capturedAt, String shown, String normalized, String by) {
        var text = new Text(shown, normalized);
        return pool.inTransaction(
                handle -> {
                    if (ErasedPlates.forbid(handle, normalized, capturedAt)) {
                        return Outcome.ERASED;
                    }
                    var row = row(handle, eventId, capturedAt);
                    if (row.isEmpty() || row.get().now().equals(text)) {
                        return row.isEmpty() ? Outcome.GONE : Outcome.SAME;
                    }
                    var read = row.get().read().orElse(row.get().now());
                    write(handle, eventId, capturedAt, text, Optional.of(read));
                    note(handle, eventId, capturedAt, row.get().now(), text, by);
                    return Outcome.DONE;
                });
    }

    /** Lets it read again what was read; where that was erased meanwhile, it cannot. */
    public Outcome undo(UUID eventId, Instant capturedAt, String by) {
        return pool.inTransaction(
                handle -> {
                    var row = row(handle, eventId, capturedAt);
                    var read = row.flatMap(Row::read);
                    if (read.isEmpty()) {
                        return row.isEmpty() ? Outcome.GONE : Outcome.SAME;
                    }
                    if (read.get().shown().isEmpty()) {
                        return Outcome.ERASED;
                    }
                    write(handle, eventId, capturedAt, read.get(), Optional.empty());
                    note(handle, eventId, capturedAt, row.get().now(), read.get(), by);
                    return Outcome.DONE;
                });
    }

    /** All of a pass, the oldest first. */
    public List<Correction> of(UUID eventId) {
        return pool.with(
                handle ->
                        handle.createQuery(ALL)
                                .bind("event", eventId)
                                .map(
                                        (row, _) ->
                                                new Correction(
                                                        row.getString(1),
                                                        row.getString(2),
                                                        row.getString(3),
                                                        row.getObject(4, OffsetDateTime.class)
                                                                .toInstant()))
                                .list());
    }

    private static Optional<Row> row(Handle handle, UUID eventId, Instant capturedAt) {
        return handle.createQuery(ROW)
                .bind("event", eventId)
                .bind("at", capturedAt.atOffset(ZoneOffset.UTC))
                .map((row, _) -> Row.of(row))
                .findOne();
    }

    private static void write(
            Handle handle, UUID eventId, Instant capturedAt, Text text, Optional<Text> read) {
        handle.createUpdate(WRITE)
                .bind("event", eventId)
                .bind("at", capturedAt.atOffset(ZoneOffset.UTC))
                .bind("text", text.shown())
                .bind("normalized", text.normalized())
                .bind("readText", read.map(Text::shown).orElse(null))
                .bind("readNormalized", read.map(Text::normalized).orElse(null))
                .execute();
    }

    private static void note(
            Handle handle, UUID eventId, Instant capturedAt, Text from, Text to, String by) {
        handle.createUpdate(NOTE)
                .bind("event", eventId)
                .bind("at", capturedAt.atOffset(ZoneOffset.UTC))
                .bind("from", from.shown())
                .bind("to", to.shown())
                .bind("by", by)
                .execute();
    }
}
