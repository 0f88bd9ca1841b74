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

    static Selection of(List<Condition> conditions, Page page) {
        var terms = new ArrayList<String>();
        var values = new LinkedHashMap<String, Object>();
        for (var condition : conditions) {
            var name = "value" + values.size();
            terms.add(term(condition) + ":" + name);
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
            case Condition.PlateIs _ -> "plate_normalized_text = ";
            case Condition.PlateLike _ -> "plate_normalized_text LIKE ";
            case Condition.CameraIs _ -> "camera_id = ";
            case Condition.SiteIs _ -> "site_id = ";
            case Condition.CapturedFrom _ -> "captured_at >= ";
            case Condition.CapturedUntil _ -> "captured_at <= ";
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
