package io.alpr.archive.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alpr.archive.PatientPool;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks how cameras are, and were. Safe for use by many threads; faults as of {@link EventQueries}.
 */
public final class CameraQueries {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String ALL =
            """
            SELECT camera_id, site_id, state, reported_at, fps, last_frame, last_read, drops, rejects,
                source_kind, width, height, codec, trouble, next_try, attempts, drops_by_reason, conditions
            FROM camera_status
            WHERE CAST(:cameras AS TEXT[]) IS NULL OR camera_id = ANY (CAST(:cameras AS TEXT[]))
            ORDER BY camera_id
            """;

    private static final String MINUTES =
            """
            SELECT minute, state, fps, drops, trouble, conditions FROM camera_status_minutes
            WHERE camera_id = :camera AND minute >= :from AND minute < :until
            ORDER BY minute LIMIT :most
            """;

    private final PatientPool pool;

    CameraQueries(PatientPool pool) {
        this.pool = pool;
    }

    /**
     * The last that each camera's pilot said.
     *
     * @param cameras whose; empty for all
     */
    public List<CameraState> all(Optional<Set<String>> cameras) {
        return pool.with(
                handle ->
                        handle.createQuery(ALL)
                                .bind(
                                        "cameras",
                                        cameras.map(some -> some.toArray(String[]::new))
                                                .orElse(null))
                                .map((row, _) -> state(row))
                                .list());
    }

    /**
     * A camera minute by minute, the oldest first; minutes without a report are left out.
     *
     * @param most minutes
     */
    public List<CameraState.Minute> minutes(String camera, Instant from, Instant until, int most) {
        return pool.with(
                handle ->
                        handle.createQuery(MINUTES)
                                .bind("camera", camera)
                                .bind("from", from.atOffset(ZoneOffset.UTC))
                                .bind("until", until.atOffset(ZoneOffset.UTC))
                                .bind("most", most)
                                .map((row, _) -> minute(row))
                                .list());
    }

    private static CameraState state(ResultSet row) throws SQLException {
        return new CameraState(
                row.getString("camera_id"),
                EventRows.text(row, "site_id"),
                row.getString("state"),
                row.getObject("reported_at", OffsetDateTime.class).toInstant(),
                new CameraState.Activity(
                        row.getDouble("fps"),
                        EventRows.instant(row, "last_frame"),
                        EventRows.instant(row, "last_read"),
                        counts(row.getString("drops_by_reason")),
                        row.getLong("drops"),
                        counts(row.getString("rejects"))),
                new CameraState.Source(
                        row.getString("source_kind"),
                        row.getInt("width"),
                        row.getInt("height"),
                        row.getString("codec")),
                new CameraState.Trouble(
                        row.getString("trouble"),
                        EventRows.instant(row, "next_try"),
                        row.getInt("attempts")),
                conditions(row.getString("conditions")));
    }

    private static CameraState.Minute minute(ResultSet row) throws SQLException {
        return new CameraState.Minute(
                row.getObject("minute", OffsetDateTime.class).toInstant(),
                row.getString("state"),
                row.getDouble("fps"),
                row.getLong("drops"),
                row.getString("trouble"),
                List.of((String[]) row.getArray("conditions").getArray()));
    }

    private static Map<String, Long> counts(String json) {
        return read(json, new TypeReference<>() {});
    }

    private static List<CameraState.Condition> conditions(String json) {
        return read(json, new TypeReference<List<Map<String, String>>>() {}).stream()
                .map(
                        one ->
                                new CameraState.Condition(
                                        one.getOrDefault("name", ""),
                                        Instant.parse(one.getOrDefault("since", "")),
                                        one.getOrDefault("detail", "")))
                .toList();
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the recorder keeps nothing but JSON there", e);
        }
    }
}
