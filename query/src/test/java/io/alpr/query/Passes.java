package io.alpr.query;

import io.alpr.archive.Database;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Puts rows into the archive's table, as any client of it may. */
final class Passes {
    private final Database database;

    Passes(Database database) {
        this.database = database;
    }

    void clear() {
        // With what people wrote on them, which other tests would find again.
        for (var table : List.of("pass_corrections", "pass_notes", "pass_tags", "plate_events")) {
            database.with(handle -> handle.execute("DELETE FROM " + table));
        }
    }

    /** A row of the required columns. */
    UUID add(String camera, String plate, Instant capturedAt) {
        return add(camera, plate, capturedAt, Map.of());
    }

    /** The same, with more columns; theirs win. */
    UUID add(String camera, String plate, Instant capturedAt, Map<String, ?> more) {
        var id = UUID.randomUUID();
        var row = new LinkedHashMap<String, @Nullable Object>();
        row.put("event_id", id);
        row.put("captured_at", capturedAt.atOffset(ZoneOffset.UTC));
        row.put("camera_id", camera);
        row.put("track_id", "t-1");
        row.put("plate_text", plate);
        row.put("plate_normalized_text", EventRoutes.normalized(plate));
        row.put("plate_confidence", 0.95);
        row.put("plate_region", "UNKNOWN");
        row.putAll(more);
        var names = String.join(", ", row.keySet());
        var values = ":" + String.join(", :", row.keySet());
        database.with(
                handle ->
                        handle.createUpdate(
                                        "INSERT INTO plate_events (%s) VALUES (%s)"
                                                .formatted(names, values))
                                .bindMap(row)
                                .execute());
        return id;
    }

    /** So many, a second apart. */
    void addMany(String camera, int count) {
        database.with(
                handle ->
                        handle.execute(
                                """
                                INSERT INTO plate_events (event_id, captured_at, camera_id, track_id, plate_text,
                                    plate_normalized_text, plate_confidence, plate_region)
                                SELECT gen_random_uuid(), TIMESTAMPTZ '2026-11-22 12:00Z' - n * INTERVAL '1 second', ?, 't-1',
                                    'MANY1', 'MANY1', 0.9, 'UNKNOWN' FROM generate_series(1, ?) AS n
                                """,
                                camera,
                                count));
    }

    void analyze() {
        database.with(handle -> handle.execute("ANALYZE plate_events"));
    }

    /** As if somebody worked on the database. */
    void rename(String table, String other) {
        database.with(
                handle -> handle.execute("ALTER TABLE %s RENAME TO %s".formatted(table, other)));
    }

    long count() {
        return database.with(
                handle ->
                        handle.createQuery("SELECT count(*) FROM plate_events")
                                .mapTo(Long.class)
                                .one());
    }
}
