package io.alpr.archive.edit;

import io.alpr.archive.PatientPool;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Words that passes are marked with. Safe for use by many threads; faults as of {@link
 * Corrections}.
 */
public final class Tags {
    /** Most tags of a pass. */
    public static final int COUNT_MAX = 20;

    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._-]{0,39}");

    private static final String ADD =
            """
            INSERT INTO pass_tags (event_id, tag, captured_at, tagged_by)
            SELECT event_id, :tag, captured_at, :by FROM plate_events
            WHERE event_id = :event AND captured_at = :at
                AND (SELECT count(*) FROM pass_tags WHERE event_id = :event AND tag <> :tag) < :most
            ON CONFLICT DO NOTHING
            """;

    private static final String ALL =
            "SELECT tag, tagged_by, tagged_at FROM pass_tags WHERE event_id = :event ORDER BY tag";

    private static final String COUNTS =
            """
            SELECT tag, count(*), max(captured_at) FROM pass_tags
            WHERE CAST(:cameras AS TEXT[]) IS NULL OR EXISTS (
                SELECT FROM plate_events event WHERE event.event_id = pass_tags.event_id
                    AND event.captured_at = pass_tags.captured_at
                    AND event.camera_id = ANY (CAST(:cameras AS TEXT[])))
            GROUP BY tag ORDER BY count(*) DESC, tag LIMIT :most
            """;

    private final PatientPool pool;

    Tags(PatientPool pool) {
        this.pool = pool;
    }

    /** Whether a text can be one: 1 to 40 of a-z, 0-9, dots, dashes and underscores. */
    public static boolean isTag(String text) {
        return FORM.matcher(text).matches();
    }

    /**
     * A tag of a pass.
     *
     * @param tag itself
     * @param by who put it there
     * @param at when, UTC
     */
    public record Tag(String tag, String by, Instant at) {}

    /**
     * How often there is one.
     *
     * @param tag itself
     * @param passes that have it
     * @param last time of capture of the last of them, UTC
     */
    public record Count(String tag, long passes, Instant last) {}

    /** Marks a pass; does nothing where it has that tag. Whether it has it now. */
    public boolean add(UUID eventId, Instant capturedAt, String tag, String by) {
        pool.inTransaction(
                handle ->
                        handle.createUpdate(ADD)
                                .bind("event", eventId)
                                .bind("at", capturedAt.atOffset(ZoneOffset.UTC))
                                .bind("tag", tag)
                                .bind("by", by)
                                .bind("most", COUNT_MAX)
                                .execute());
        return of(eventId).stream().anyMatch(one -> one.tag().equals(tag));
    }

    /** Takes a mark away. Whether it was there. */
    public boolean remove(UUID eventId, String tag) {
        return pool.inTransaction(
                        handle ->
                                handle.createUpdate(
                                                "DELETE FROM pass_tags WHERE event_id = :event AND tag = :tag")
                                        .bind("event", eventId)
                                        .bind("tag", tag)
                                        .execute())
                > 0;
    }

    /** All of a pass, in their order. */
    public List<Tag> of(UUID eventId) {
        return pool.with(
                handle ->
                        handle.createQuery(ALL)
                                .bind("event", eventId)
                                .map(
                                        (row, _) ->
                                                new Tag(
                                                        row.getString(1),
                                                        row.getString(2),
                                                        row.getObject(3, OffsetDateTime.class)
                                                                .toInstant()))
                                .list());
    }

    /**
     * All that there are, the commonest first.
     *
     * @param cameras whose passes count; empty for all
     * @param most tags
     */
    public List<Count> all(Optional<Set<String>> cameras, int most) {
        return pool.with(
                handle ->
                        handle.createQuery(COUNTS)
                                .bind(
                                        "cameras",
                                        cameras.map(some -> some.toArray(String[]::new))
                                                .orElse(null))
                                .bind("most", most)
                                .map(
                                        (row, _) ->
                                                new Count(
                                                        row.getString(1),
                                                        row.getLong(2),
                                                        row.getObject(3, OffsetDateTime.class)
                                                                .toInstant()))
                                .list());
    }
}
