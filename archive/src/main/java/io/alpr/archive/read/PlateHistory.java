package io.alpr.archive.read;

import io.alpr.archive.PatientPool;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Where and when a plate was seen, on which ways, and which others were seen with it. Safe for use
 * by many threads; faults as of {@link EventQueries}.
 */
public final class PlateHistory {
    /** Passes of a plate that are looked at, the newest. */
    public static final int PASSES_MAX = 10_000;

    /** Passes of a plate of which the company is looked at, the newest. */
    public static final int MEETINGS_MAX = 500;

    /** Others that pass with it at one time: in a jam everybody is everybody's companion. */
    private static final int COMPANY_MAX = 200;

    private static final String OWN =
            """
            WITH own AS (
                SELECT event_id, camera_id, captured_at FROM plate_events
                WHERE plate_normalized_text = :plate AND captured_at >= :from AND captured_at < :until
                    AND (CAST(:cameras AS TEXT[]) IS NULL OR camera_id = ANY (CAST(:cameras AS TEXT[])))
                ORDER BY captured_at DESC, event_id DESC LIMIT :most)
            """;

    private static final String CAMERAS =
            OWN
                    + """
                    SELECT camera_id, count(*) AS passes, min(captured_at) AS first, max(captured_at) AS last
                    FROM own GROUP BY camera_id ORDER BY passes DESC, camera_id
                    """;

    private static final String TIMES =
            OWN
                    + """
                    SELECT CAST(extract(isodow FROM captured_at AT TIME ZONE :zone) AS INTEGER) AS day,
                        CAST(extract(hour FROM captured_at AT TIME ZONE :zone) AS INTEGER) AS hour,
                        count(*) AS passes
                    FROM own GROUP BY 1, 2
                    """;

    private static final String WAYS =
            OWN
                    + """
                    SELECT before AS "from", camera_id AS "to", count(*) AS passes,
                        percentile_cont(0.5) WITHIN GROUP (ORDER BY took) AS median
                    FROM (
                        SELECT camera_id, lag(camera_id) OVER travelled AS before,
                            extract(epoch FROM captured_at - lag(captured_at) OVER travelled) AS took
                        FROM own WINDOW travelled AS (ORDER BY captured_at, event_id)) step
                    WHERE before <> camera_id
                    GROUP BY 1, 2 ORDER BY passes DESC, 1, 2 LIMIT 100
                    """;

    private static final String COMPANY =
            OWN
                    + """
                    SELECT plate, count(DISTINCT own.event_id) AS meetings,
                        count(DISTINCT own.camera_id) AS cameras,
                        count(DISTINCT date_trunc('day', own.captured_at, 'UTC')) AS days,
                        min(own.captured_at) AS first, max(own.captured_at) AS last
                    FROM own CROSS JOIN LATERAL (
                        SELECT plate_normalized_text AS plate FROM plate_events near
                        WHERE near.camera_id = own.camera_id AND near.plate_normalized_text <> :plate
                            AND near.captured_at BETWEEN own.captured_at - CAST(:within AS INTERVAL)
                                AND own.captured_at + CAST(:within AS INTERVAL)
                        LIMIT :company) other
                    GROUP BY plate HAVING count(DISTINCT own.event_id) >= :least
                    ORDER BY meetings DESC, cameras DESC, last DESC, plate LIMIT :shown
                    """;

    private static final String PASSES_OF =
            """
            SELECT plate_normalized_text AS plate, count(*) AS passes FROM plate_events
            WHERE plate_normalized_text = ANY (CAST(:plates AS TEXT[]))
                AND captured_at >= :from AND captured_at < :until
                AND (CAST(:cameras AS TEXT[]) IS NULL OR camera_id = ANY (CAST(:cameras AS TEXT[])))
            GROUP BY 1
            """;

    private final PatientPool pool;

    PlateHistory(PatientPool pool) {
        this.pool = pool;
    }

    /**
     * Which passes are looked at.
     *
     * @param plate normalised
     * @param from the earliest
     * @param until before this
     * @param cameras by which; empty for all
     */
    public record Part(String plate, Instant from, Instant until, Optional<Set<String>> cameras) {}

    /**
     * What a plate did.
     *
     * @param passes that were looked at, {@value #PASSES_MAX} at most
     * @param complete whether those are all
     * @param cameras that saw it, the one that saw it most first
     * @param week passes by day (0 is Monday) and hour (0 to 23): seven lists of 24
     * @param ways from one camera to another without a third in between, the commonest first
     */
    public record History(
            long passes,
            boolean complete,
            List<Camera> cameras,
            List<List<Long>> week,
            List<Way> ways) {
        public History {
            cameras = List.copyOf(cameras);
            week = List.copyOf(week);
            ways = List.copyOf(ways);
        }
    }

    /** A camera, how often it saw the plate, and first and last when, UTC. */
    public record Camera(String cameraId, long passes, Instant first, Instant last) {}

    /** From which camera to which, how often, and how long that mostly took. */
    public record Way(String from, String to, long passes, Duration median) {}

    /**
     * A plate that passed with another.
     *
     * @param plate normalised
     * @param meetings passes of the other with which it passed
     * @param cameras by which they did
     * @param days UTC, on which they did
     * @param first meeting, UTC
     * @param last meeting, UTC
     * @param passes of its own in that time: who passes always meets everybody
     */
    public record Companion(
            String plate,
            long meetings,
            long cameras,
            long days,
            Instant first,
            Instant last,
            long passes) {}

    /**
     * What a plate did in some time.
     *
     * @param zone whose days and hours the week is told in
     */
    public History of(Part part, ZoneId zone) {
        return pool.inTransaction(
                handle -> {
                    var cameras =
                            own(handle, CAMERAS, part, PASSES_MAX + 1)
                                    .map((row, _) -> camera(row))
                                    .list();
                    long passes = cameras.stream().mapToLong(Camera::passes).sum();
                    return new History(
                            Math.min(passes, PASSES_MAX),
                            passes <= PASSES_MAX,
                            cameras,
                            week(handle, part, zone),
                            own(handle, WAYS, part, PASSES_MAX).map((row, _) -> way(row)).list());
                });
    }

    /**
     * Who passed the same cameras at nearly the same time.
     *
     * @param within so long before or after
     * @param least so many times or more
     * @param most companions at most, the most faithful first
     */
    public List<Companion> companions(Part part, Duration within, int least, int most) {
        return pool.inTransaction(
                handle -> {
                    var found =
                            own(handle, COMPANY, part, MEETINGS_MAX)
                                    .bind("within", within.toSeconds() + " seconds")
                                    .bind("company", COMPANY_MAX)
                                    .bind("least", least)
                                    .bind("shown", most)
                                    .map((row, _) -> companion(row))
                                    .list();
                    var passes =
                            passesOf(handle, part, found.stream().map(Companion::plate).toList());
                    return found.stream().map(one -> with(one, passes)).toList();
                });
    }

    private static Query own(Handle handle, String sql, Part part, int most) {
        return bound(handle.createQuery(sql), part).bind("plate", part.plate()).bind("most", most);
    }

    private static Query bound(Query query, Part part) {
        return query.bind("from", part.from().atOffset(ZoneOffset.UTC))
                .bind("until", part.until().atOffset(ZoneOffset.UTC))
                .bind(
                        "cameras",
                        part.cameras().map(some -> some.toArray(String[]::new)).orElse(null));
    }

    private static List<List<Long>> week(Handle handle, Part part, ZoneId zone) {
        var week = new ArrayList<List<Long>>();
        for (int day = 0; day < 7; day++) {
            week.add(new ArrayList<>(java.util.Collections.nCopies(24, 0L)));
        }
        own(handle, TIMES, part, PASSES_MAX)
                .bind("zone", zone.getId())
                .map((row, _) -> List.of(row.getLong("day"), row.getLong("hour"), row.getLong(3)))
                .forEach(
                        cell ->
                                week.get(cell.get(0).intValue() - 1)
                                        .set(cell.get(1).intValue(), cell.get(2)));
        return week.stream().map(List::copyOf).toList();
    }

    private static Map<String, Long> passesOf(Handle handle, Part part, Collection<String> plates) {
        var passes = new HashMap<String, Long>();
        bound(handle.createQuery(PASSES_OF), part)
                .bind("plates", plates.toArray(String[]::new))
                .map((row, _) -> Map.entry(row.getString(1), row.getLong(2)))
                .forEach(entry -> passes.put(entry.getKey(), entry.getValue()));
        return passes;
    }

    private static Camera camera(ResultSet row) throws SQLException {
        return new Camera(
                row.getString("camera_id"),
                row.getLong("passes"),
                time(row, "first"),
                time(row, "last"));
    }

    private static Way way(ResultSet row) throws SQLException {
        return new Way(
                row.getString("from"),
                row.getString("to"),
                row.getLong("passes"),
                Duration.ofMillis(Math.round(row.getDouble("median") * 1_000)));
    }

    /** Its passes are counted when it is known who was found. */
    private static Companion companion(ResultSet row) throws SQLException {
        return new Companion(
                row.getString("plate"),
                row.getLong("meetings"),
                row.getLong("cameras"),
                row.getLong("days"),
                time(row, "first"),
                time(row, "last"),
                0);
    }

    private static Companion with(Companion one, Map<String, Long> passes) {
        return new Companion(
                one.plate(),
                one.meetings(),
                one.cameras(),
                one.days(),
                one.first(),
                one.last(),
                passes.getOrDefault(one.plate(), 0L));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
