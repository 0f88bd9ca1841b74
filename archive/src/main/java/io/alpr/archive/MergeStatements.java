package io.alpr.archive;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The statements by which events that the archive may have already take their place in it.
 *
 * @param stagingTable makes the session's staging table, once; it is empty after each transaction
 * @param merge puts what was staged, one revision of each event, into the archive where it is
 *     higher than what is there; answers what changed
 */
record MergeStatements(String stagingTable, String merge) {
    /** The staging table, which is to be filled between the two. */
    static final String STAGING = "plate_events_staging";

    private static final Set<String> IDENTITY = Set.of("event_id", "captured_at");

    /** What a person corrected stays as he said, and beside it what was read goes on. */
    private static final Map<String, String> READ =
            Map.of("plate_text", "read_text", "plate_normalized_text", "read_normalized_text");

    static MergeStatements of(List<Columns.Column> columns) {
        return new MergeStatements(staging(columns), merging(columns));
    }

    private static String staging(List<Columns.Column> columns) {
        return columns.stream()
                .map(column -> column.name() + " " + column.type())
                .collect(
                        Collectors.joining(
                                ", ",
                                "CREATE TEMPORARY TABLE IF NOT EXISTS " + STAGING + " (",
                                ", picture_state text) ON COMMIT DELETE ROWS"));
    }

    private static String merging(List<Columns.Column> columns) {
        var names = columns.stream().map(Columns.Column::name).collect(Collectors.joining(", "));
        var changes =
                columns.stream()
                        .map(Columns.Column::name)
                        .filter(name -> !IDENTITY.contains(name))
                        .map(MergeStatements::change)
                        .collect(Collectors.joining(", "));
        return """
        INSERT INTO plate_events (%1$s, picture_state, created_at, updated_at)
        SELECT %1$s, picture_state, now(), now() FROM %3$s ORDER BY event_id, captured_at
        ON CONFLICT (event_id, captured_at) DO UPDATE
            SET %2$s, picture_state = excluded.picture_state,
                updated_at = GREATEST(now(), plate_events.created_at + INTERVAL '1 microsecond')
            WHERE plate_events.revision < excluded.revision
        RETURNING event_id, captured_at, revision, created_at IS NOT DISTINCT FROM updated_at AS inserted
        """
                .formatted(names, changes, STAGING);
    }

    private static String change(String column) {
        var read = READ.get(column);
        return read == null
                ? column + " = excluded." + column
                : """
                %1$s = CASE WHEN plate_events.%2$s IS NULL THEN excluded.%1$s ELSE plate_events.%1$s END,
                %2$s = CASE WHEN plate_events.%2$s IS NULL THEN NULL ELSE excluded.%1$s END"""
                        .formatted(column, read);
    }
}
