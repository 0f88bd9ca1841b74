package io.alpr.archive;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The statements of one batch, in the order in which they run. The keys of pictures are locked
 * before the rows of events, in sorted order, by whoever stores events and by whoever stores
 * pictures; so neither can miss the other, and they do not wait in a circle.
 *
 * @param stagingTable makes the session's staging table, once
 * @param copy fills it, in CSV
 * @param announcePictures notes the pictures that the winning revisions name, and locks them
 * @param merge puts the highest revision of each event into the archive; answers what changed
 */
record MergeStatements(String stagingTable, String copy, String announcePictures, String merge) {
    private static final Set<String> IDENTITY = Set.of("event_id", "captured_at");

    /** Of equal revisions in one batch, any will do: they are the same publication. */
    private static final String WINNERS =
            "SELECT DISTINCT ON (event_id, captured_at) * FROM plate_events_staging"
                    + " ORDER BY event_id, captured_at, revision DESC";

    static MergeStatements of(List<Columns.Column> columns) {
        var names = columns.stream().map(Columns.Column::name).collect(Collectors.joining(", "));
        return new MergeStatements(
                staging(columns),
                "COPY plate_events_staging (" + names + ") FROM STDIN WITH (FORMAT csv)",
                announcement(),
                merging(names, columns));
    }

    private static String staging(List<Columns.Column> columns) {
        return columns.stream()
                .map(column -> column.name() + " " + column.type())
                .collect(
                        Collectors.joining(
                                ", ",
                                "CREATE TEMPORARY TABLE IF NOT EXISTS plate_events_staging (",
                                ") ON COMMIT DELETE ROWS"));
    }

    private static String announcement() {
        return """
        INSERT INTO plate_pictures (object_key, event_id, kind, revision, sha256, state)
        SELECT DISTINCT ON (picture.key) picture.key, event_id, picture.kind, revision, picture.sha256, 'pending'
        FROM (%s) winner
        CROSS JOIN LATERAL (VALUES
                ('plate', plate_image_key, plate_image_sha256),
                ('vehicle', vehicle_image_key, vehicle_image_sha256),
                ('frame', frame_image_key, frame_image_sha256)) picture (kind, key, sha256)
        WHERE picture.key IS NOT NULL AND picture.sha256 IS NOT NULL
        ORDER BY picture.key
        ON CONFLICT (object_key) DO UPDATE
            SET revision = GREATEST(plate_pictures.revision, excluded.revision)
        """
                .formatted(WINNERS);
    }

    private static String merging(String names, List<Columns.Column> columns) {
        var changes =
                columns.stream()
                        .map(Columns.Column::name)
                        .filter(name -> !IDENTITY.contains(name))
                        .map(name -> name + " = excluded." + name)
                        .collect(Collectors.joining(", "));
        return """
        INSERT INTO plate_events (%1$s, created_at, updated_at, picture_state)
        SELECT %1$s, now(), now(), CASE
            WHEN num_nonnulls(plate_image_key, vehicle_image_key, frame_image_key) = 0 THEN 'none'
            WHEN num_nonnulls(plate_image_key, vehicle_image_key, frame_image_key)
                > num_nonnulls(plate_image_sha256, vehicle_image_sha256, frame_image_sha256) THEN 'foreign'
            WHEN %4$s AND %5$s AND %6$s THEN 'stored'
            ELSE 'pending' END
        FROM (%2$s) winner
        ON CONFLICT (event_id, captured_at) DO UPDATE
            SET %3$s, picture_state = excluded.picture_state,
                updated_at = GREATEST(now(), plate_events.created_at + INTERVAL '1 microsecond')
            WHERE plate_events.revision < excluded.revision
        RETURNING event_id, captured_at, revision, created_at IS NOT DISTINCT FROM updated_at AS inserted
        """
                .formatted(
                        names,
                        WINNERS,
                        changes,
                        inTheBucket("plate_image_key"),
                        inTheBucket("vehicle_image_key"),
                        inTheBucket("frame_image_key"));
    }

    /** One look by the key for each picture; a join might read the whole table for each batch. */
    private static String inTheBucket(String key) {
        return "(%1$s IS NULL OR (SELECT state FROM plate_pictures WHERE object_key = %1$s) = 'stored')"
                .formatted("winner." + key);
    }
}
