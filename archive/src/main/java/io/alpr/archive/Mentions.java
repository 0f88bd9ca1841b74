package io.alpr.archive;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * A plate where it is not what a pass reads now: among the other texts that its reads gave, as what
 * was read before somebody corrected it, and in what people wrote about passes.
 */
final class Mentions {
    /** No index helps: this goes through the whole archive. */
    static final String CONDITION =
            """
            captured_at < :before AND (read_normalized_text = :plate
                OR candidates @> jsonb_build_array(jsonb_build_object('text', CAST(:plate AS text))))
            """;

    private static final String NOT_HELD = "event_id NOT IN (SELECT event_id FROM event_holds)";

    private static final String REMOVE =
            """
            UPDATE plate_events SET
                candidates = (
                    SELECT coalesce(jsonb_agg(candidate ORDER BY rank), '[]')
                    FROM jsonb_array_elements(candidates) WITH ORDINALITY AS one (candidate, rank)
                    WHERE candidate->>'text' IS DISTINCT FROM :plate),
                read_text = CASE WHEN read_normalized_text = :plate THEN '' ELSE read_text END,
                read_normalized_text = CASE WHEN read_normalized_text = :plate THEN ''
                    ELSE read_normalized_text END
            WHERE %s AND %s
            RETURNING event_id
            """
                    .formatted(CONDITION, NOT_HELD);

    private static final String CORRECTIONS =
            """
            UPDATE pass_corrections SET
                from_text = CASE WHEN %1$s = :plate THEN '' ELSE from_text END,
                to_text = CASE WHEN %2$s = :plate THEN '' ELSE to_text END
            WHERE (%1$s = :plate OR %2$s = :plate) AND captured_at < :before AND %3$s
            """
                    .formatted(bare("from_text"), bare("to_text"), NOT_HELD);

    private static final String TAGS =
            "DELETE FROM pass_tags WHERE %s = :plate AND captured_at < :before AND %s"
                    .formatted(bare("tag"), NOT_HELD);

    private static final String NOTES =
            """
            SELECT note_id, text FROM pass_notes
            WHERE strpos(%s, :plate) > 0 AND captured_at < :before AND %s
            """
                    .formatted(bare("text"), NOT_HELD);

    /**
     * All texts that may be a plate's: what passes may have read besides, and each word, and up to
     * four words in a row, of what people wrote.
     */
    static final String TEXTS =
            """
            SELECT DISTINCT candidate->>'text' FROM plate_events, jsonb_array_elements(candidates) candidate
            UNION SELECT read_normalized_text FROM plate_events WHERE read_normalized_text <> ''
            UNION SELECT %s FROM pass_corrections, LATERAL (VALUES (from_text), (to_text)) said (text)
            UNION SELECT %s FROM pass_tags
            UNION SELECT array_to_string(words[first : first + more], '')
                FROM (SELECT regexp_split_to_array(upper(text), '[^A-Z0-9]+') FROM pass_notes) note (words),
                    generate_subscripts(words, 1) first, generate_series(0, 3) more
            """
                    .formatted(bare("said.text"), bare("tag"));

    private Mentions() {}

    /** SQL for a text as plates are compared. */
    private static String bare(String column) {
        return "regexp_replace(upper(%s), '[^A-Z0-9]', '', 'g')".formatted(column);
    }

    /**
     * Takes it out, but of what is held.
     *
     * @return passes of which it was one of the possible texts
     */
    static List<UUID> removed(Handle handle, String plate, Instant before) {
        var until = before.atOffset(ZoneOffset.UTC);
        for (var sql : List.of(CORRECTIONS, TAGS)) {
            handle.createUpdate(sql).bind("plate", plate).bind("before", until).execute();
        }
        var mask = PlateMask.of(plate);
        handle.createQuery(NOTES)
                .bind("plate", plate)
                .bind("before", until)
                .map((row, _) -> Map.entry(row.getObject(1, UUID.class), row.getString(2)))
                .list()
                .forEach(
                        note ->
                                handle.execute(
                                        "UPDATE pass_notes SET text = ? WHERE note_id = ?",
                                        mask.in(note.getValue()),
                                        note.getKey()));
        return handle.createQuery(REMOVE)
                .bind("plate", plate)
                .bind("before", until)
                .mapTo(UUID.class)
                .list();
    }
}
