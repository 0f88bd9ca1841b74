package io.alpr.archive.read;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A SELECT made of fixed text and bound values: nothing that a caller gives ever becomes part of
 * the statement.
 *
 * @param sql with named parameters
 * @param values for each of them
 */
record Selection(String sql, Map<String, Object> values) {
    private static final String STATS =
            """
            count(*) AS total_events, count(DISTINCT plate_normalized_text) AS unique_plates,
            count(DISTINCT camera_id) AS active_cameras, min(captured_at) AS earliest_event,
            max(captured_at) AS latest_event, avg(plate_confidence) AS avg_confidence,
            avg(latency_ms) AS avg_latency_ms
            """;

    /**
     * Through the table of plates: the key finds a prefix, trigrams find three fixed characters
     * anywhere. What has the shape has it folded, too.
     */
    private static final String PLATES_LIKE =
            """
            plate_normalized_text IN (SELECT plate COLLATE "default" FROM plates
                WHERE plate LIKE %1$s AND folded LIKE translate(%1$s, 'OQDILBSZG', '000118526'))
            """;

    /** Newest captured first. */
    static Selection of(List<Condition> conditions, Page page) {
        var terms = new Terms(conditions);
        if (page instanceof Page.After(_, var last)) {
            terms.texts.add("(captured_at, event_id) < (:lastTime, :lastId)");
            terms.values.put("lastTime", utc(last.capturedAt()));
            terms.values.put("lastId", last.eventId());
        }
        var end = "ORDER BY captured_at DESC, event_id DESC" + limit(page.limit());
        if (page instanceof Page.Offset(_, var skipped) && skipped > 0) {
            terms.values.put("skipped", skipped);
            end += " OFFSET :skipped";
        }
        return conditions.stream().anyMatch(Condition.PlateAmong.class::isInstance)
                ? fenced(terms.selection(EventRows.COLUMNS, "OFFSET 0"), end)
                : terms.selection(EventRows.COLUMNS, end);
    }

    /**
     * Found first, then put in order: the planner takes many plates for most of the table, and for
     * a few rows would go through all passes from the newest one on.
     */
    private static Selection fenced(Selection all, String end) {
        return new Selection("SELECT * FROM (" + all.sql() + ") AS found " + end, all.values());
    }

    /** Newest in the archive first. */
    static Selection recent(List<Condition> conditions, int limit) {
        var terms = new Terms(conditions);
        terms.texts.add("created_at IS NOT NULL");
        return terms.selection(
                EventRows.COLUMNS, "ORDER BY created_at DESC, event_id DESC" + limit(limit));
    }

    /** How many there are of each kind, in the order of the kinds. */
    static Selection counts(List<Condition> conditions, Bucket bucket, int most) {
        var terms = new Terms(conditions);
        var kind =
                switch (bucket) {
                    case Bucket.Hour(var zone) -> terms.truncated("hour", zone);
                    case Bucket.Day(var zone) -> terms.truncated("day", zone);
                    case Bucket.Camera() -> "camera_id";
                };
        return terms.selection(
                kind + " AS kind, count(*) AS passes", "GROUP BY 1 ORDER BY 1" + limit(most));
    }

    /** How many there are, counted up to a bound. */
    static Selection count(List<Condition> conditions, int most) {
        var all = new Terms(conditions).selection("1", limit(most));
        return new Selection("SELECT count(*) FROM (" + all.sql() + ") AS found", all.values());
    }

    /** How many there are, counted up to a bound, and when the last of the newest was captured. */
    static Selection reach(List<Condition> conditions, int rows, int most) {
        var all = new Terms(conditions).selection("captured_at", limit(most));
        return new Selection(
                """
                WITH hit AS MATERIALIZED (%s)
                SELECT count(*) AS passes,
                    (SELECT captured_at FROM hit ORDER BY captured_at DESC OFFSET %d LIMIT 1) AS last
                FROM hit
                """
                        .formatted(all.sql(), rows - 1),
                all.values());
    }

    /** As a number in the text, since a plan for all values takes a tenth of the table for it. */
    private static String limit(int rows) {
        return " LIMIT " + rows;
    }

    /** Whether a plan must know the values: no index helps to find a pattern that is not known. */
    static boolean mustKnowValues(List<Condition> conditions) {
        return conditions.stream()
                .anyMatch(
                        condition ->
                                condition instanceof Condition.PlateLike
                                        || condition instanceof Condition.PlateShaped);
    }

    /** How many there are, as the planner thinks. */
    static Selection estimate(List<Condition> conditions) {
        var all = new Terms(conditions).selection("1", "");
        return new Selection("EXPLAIN " + all.sql(), all.values());
    }

    /** The columns of the view {@code plate_events_stats}. */
    static Selection stats(List<Condition> conditions) {
        return new Terms(conditions).selection(STATS, "");
    }

    /** What a row must fulfil, as text and values. */
    private static final class Terms {
        private final List<String> texts = new ArrayList<>();
        private final Map<String, Object> values = new LinkedHashMap<>();

        Terms(List<Condition> conditions) {
            for (var condition : conditions) {
                var name = "value" + values.size();
                texts.add(term(condition).formatted(":" + name));
                values.put(name, value(condition));
            }
        }

        String truncated(String unit, ZoneId zone) {
            values.put("zone", zone.getId());
            return "date_trunc('" + unit + "', captured_at, :zone)";
        }

        Selection selection(String columns, String end) {
            var where = texts.isEmpty() ? "" : " WHERE " + String.join(" AND ", texts);
            return new Selection(
                    "SELECT " + columns + " FROM plate_events" + where + " " + end, values);
        }
    }

    private static String term(Condition condition) {
        return switch (condition) {
            case Condition.PlateIs _ -> "plate_normalized_text = %s";
            case Condition.PlateLike _ -> PLATES_LIKE;
            case Condition.PlateShaped _ -> "plate_normalized_text LIKE %s";
            case Condition.PlateAmong _ -> "plate_normalized_text = ANY (CAST(%s AS TEXT[]))";
            case Condition.RegionIs _ ->
                    "(plate_region = %1$s OR starts_with(plate_region, %1$s || '-'))";
            case Condition.DirectionIs _ -> "lower(direction) = lower(%s)";
            case Condition.VehicleIs(var feature, _) ->
                    switch (feature) {
                        case TYPE -> "lower(vehicle_type) = lower(%s)";
                        case MAKE -> "lower(vehicle_make) = lower(%s)";
                        case MODEL -> "lower(vehicle_model) = lower(%s)";
                        case COLOR -> "lower(vehicle_color) = lower(%s)";
                    };
            case Condition.ConfidenceAtLeast _ -> "plate_confidence >= %s";
            case Condition.CameraIs _ -> "camera_id = %s";
            case Condition.CameraAmong _ -> "camera_id = ANY (CAST(%s AS TEXT[]))";
            case Condition.SiteIs _ -> "site_id = %s";
            case Condition.TagIs _ ->
                    "(event_id, captured_at) IN (SELECT event_id, captured_at FROM pass_tags WHERE tag = %s)";
            case Condition.CapturedFrom _ -> "captured_at >= %s";
            // As one of an array it is no half of a range to the planner, and finds partitions as
            // well.
            case Condition.CapturedSince _ -> "captured_at >= ANY (ARRAY[CAST(%s AS TIMESTAMPTZ)])";
            case Condition.CapturedUntil _ -> "captured_at <= %s";
            case Condition.CapturedBefore _ -> "captured_at < %s";
        };
    }

    private static Object value(Condition condition) {
        return switch (condition) {
            case Condition.PlateIs(var normalized) -> normalized;
            case Condition.PlateLike(var pattern) -> likePattern(pattern);
            case Condition.PlateShaped(var pattern) -> likePattern(pattern);
            case Condition.PlateAmong(var normalized) -> normalized.toArray(String[]::new);
            case Condition.RegionIs(var region) -> region;
            case Condition.DirectionIs(var direction) -> direction;
            case Condition.VehicleIs(_, var feature) -> feature;
            case Condition.ConfidenceAtLeast(var confidence) -> confidence;
            case Condition.CameraIs(var cameraId) -> cameraId;
            case Condition.CameraAmong(var cameraIds) -> cameraIds.toArray(String[]::new);
            case Condition.SiteIs(var siteId) -> siteId;
            case Condition.TagIs(var tag) -> tag;
            case Condition.CapturedFrom(var earliest) -> utc(earliest);
            case Condition.CapturedSince(var earliest) -> utc(earliest);
            case Condition.CapturedUntil(var latest) -> utc(latest);
            case Condition.CapturedBefore(var end) -> utc(end);
        };
    }

    /** LIKE's own wildcards lose their meaning, ours get it. */
    static String likePattern(String pattern) {
        return pattern.replace("\\", "\\\\")
                .replace("%", "\\%")
                .replace("_", "\\_")
                .replace('*', '%')
                .replace('?', '_');
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
