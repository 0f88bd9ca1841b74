package io.alpr.archive.read;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Turns rows into records. */
final class EventRows {
    /** Every column of {@link ArchivedEvent}. */
    static final String COLUMNS =
            """
            event_id, captured_at, camera_id, track_id, plate_text, plate_normalized_text,
            plate_confidence, plate_region, vehicle_type, vehicle_make, vehicle_model, vehicle_color,
            plate_image_url, vehicle_image_url, frame_image_url, latency_ms, quality_score, frame_number,
            site_id, host_id, roi, direction, created_at
            """;

    private EventRows() {}

    static ArchivedEvent event(ResultSet row) throws SQLException {
        return new ArchivedEvent(
                new ArchivedEvent.Pass(
                        row.getObject("event_id", UUID.class),
                        Objects.requireNonNull(instant(row, "captured_at")),
                        row.getString("camera_id"),
                        row.getString("track_id")),
                new ArchivedEvent.Plate(
                        row.getString("plate_text"),
                        row.getString("plate_normalized_text"),
                        row.getDouble("plate_confidence"),
                        row.getString("plate_region")),
                new ArchivedEvent.Vehicle(
                        text(row, "vehicle_type"),
                        text(row, "vehicle_make"),
                        text(row, "vehicle_model"),
                        text(row, "vehicle_color")),
                new ArchivedEvent.Pictures(
                        text(row, "plate_image_url"),
                        text(row, "vehicle_image_url"),
                        text(row, "frame_image_url")),
                new ArchivedEvent.Measures(
                        row.getObject("latency_ms", Integer.class),
                        row.getObject("quality_score", Double.class),
                        row.getObject("frame_number", Integer.class)),
                new ArchivedEvent.Place(
                        text(row, "site_id"),
                        text(row, "host_id"),
                        text(row, "roi"),
                        text(row, "direction")),
                instant(row, "created_at"));
    }

    static ArchiveStats stats(ResultSet row) throws SQLException {
        return new ArchiveStats(
                row.getLong("total_events"),
                row.getLong("unique_plates"),
                row.getLong("active_cameras"),
                instant(row, "earliest_event"),
                instant(row, "latest_event"),
                number(row, "avg_confidence"),
                number(row, "avg_latency_ms"));
    }

    static Extent extent(ResultSet row) throws SQLException {
        return new Extent(
                row.getLong("parts"),
                row.getLong("passes"),
                row.getLong("plates"),
                Objects.requireNonNull(instant(row, "oldest")));
    }

    static EventQueries.Reach reach(ResultSet row) throws SQLException {
        long passes = row.getLong("passes");
        return new EventQueries.Reach(
                new Total(passes, passes <= Total.COUNTED_MAX),
                Optional.ofNullable(instant(row, "last")));
    }

    static Bucket.Count count(ResultSet row, Bucket bucket) throws SQLException {
        var kind =
                bucket instanceof Bucket.Camera
                        ? text(row, "kind")
                        : String.valueOf(instant(row, "kind"));
        return new Bucket.Count(kind, row.getLong("passes"));
    }

    static String text(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNullElse(row.getString(column), "");
    }

    private static @Nullable Double number(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? null : value;
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
