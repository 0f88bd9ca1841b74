package io.alpr.archive.read;

import java.time.Instant;
import java.time.OffsetDateTime;
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
    /**
     * Through the table of plates: the key finds a prefix, trigrams find three fixed characters
     * anywhere. What has the shape has it folded, too.
     */
    private static final String PLATES_LIKE =
            """
            plate_normalized_text IN (SELECT plate COLLATE "default" FROM plates
                WHERE plate LIKE %1$s AND folded LIKE translate(%1$s, 'OQDILBSZG', '000118526'))
            """;

    static Selection of(List<Condition> conditions, Page page) {
        var terms = new ArrayList<String>();
        var values = new LinkedHashMap<String, Object>();
        for (var condition : conditions) {
            var name = "value" + values.size();
            terms.add(term(condition).formatted(":" + name));
            values.put(name, value(condition));
        }
        if (page instanceof Page.After(_, var last)) {
            terms.add("(captured_at, event_id) < (:lastTime, :lastId)");
            values.put("lastTime", utc(last.capturedAt()));
            values.put("lastId", last.eventId());
        }
        values.put("limit", page.limit());
        values.put("skipped", page instanceof Page.Offset(_, var skipped) ? skipped : 0L);
        var where = terms.isEmpty() ? "" : " WHERE " + String.join(" AND ", terms);
        return new Selection(
                "SELECT "
                        + EventRows.COLUMNS
                        + " FROM plate_events"
                        + where
                        + " ORDER BY captured_at DESC, event_id DESC LIMIT :limit OFFSET :skipped",
                values);
    }

    private static String term(Condition condition) {
        return switch (condition) {
            case Condition.PlateIs _ -> "plate_normalized_text = %s";
            case Condition.PlateLike _ -> PLATES_LIKE;
            case Condition.CameraIs _ -> "camera_id = %s";
            case Condition.SiteIs _ -> "site_id = %s";
            case Condition.CapturedFrom _ -> "captured_at >= %s";
            case Condition.CapturedUntil _ -> "captured_at <= %s";
        };
    }

    private static Object value(Condition condition) {
        return switch (condition) {
            case Condition.PlateIs(var normalized) -> normalized;
            case Condition.PlateLike(var pattern) -> likePattern(pattern);
            case Condition.CameraIs(var cameraId) -> cameraId;
            case Condition.SiteIs(var siteId) -> siteId;
            case Condition.CapturedFrom(var earliest) -> utc(earliest);
            case Condition.CapturedUntil(var latest) -> utc(latest);
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
