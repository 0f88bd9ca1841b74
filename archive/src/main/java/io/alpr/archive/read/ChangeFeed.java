package io.alpr.archive.read;

import io.alpr.archive.DatabaseSettings;
import io.alpr.archive.DatabaseUnavailable;
import io.alpr.archive.PatientPool;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * What changed in the archive, in an order in which nothing can be missed: by the transactions that
 * wrote it, and only below the oldest one that still runs, since whoever runs may yet commit
 * something before what was read. Safe for use by many threads.
 *
 * <p>A pass that was written again is told again; one that is gone meanwhile is not told. Each
 * question throws {@link DatabaseUnavailable} when the database is away, and {@link
 * PatientPool.QuestionTooSlow} when it took too long.
 */
public final class ChangeFeed implements AutoCloseable {
    private static final Duration STATEMENT_MAX = Duration.ofSeconds(10);

    /** A timeline ends where a server goes back to an earlier day, and its numbers begin anew. */
    private static final String HEAD =
            """
            SELECT system.system_identifier || '-' || point.timeline_id AS server,
                CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS TEXT) AS BIGINT) AS settled,
                (SELECT CAST(CAST(xid AS TEXT) AS BIGINT) FROM pass_changes_gone) AS gone,
                EXISTS (SELECT FROM pass_changes
                    WHERE xid >= pg_snapshot_xmin(pg_current_snapshot())) AS unsettled
            FROM pg_control_system() system, pg_control_checkpoint() point
            """;

    private static final String SINCE =
            """
            SELECT CAST(CAST(xid AS TEXT) AS BIGINT) AS xact, id, ordinal, change_id, change_at
            FROM pass_changes,
                LATERAL unnest(event_ids, captured_at) WITH ORDINALITY one (change_id, change_at, ordinal)
            WHERE (xid, id) >= (CAST(CAST(:xid AS TEXT) AS XID8), :id)
                AND ((xid, id) > (CAST(CAST(:xid AS TEXT) AS XID8), :id) OR ordinal > :ordinal)
                AND xid < pg_snapshot_xmin(pg_current_snapshot())
            ORDER BY xid, id, ordinal LIMIT :limit
            """;

    /** The bounds of time only spare partitions that cannot hold them. */
    private static final String PASSES =
            "SELECT "
                    + DetailRows.COLUMNS
                    + " FROM plate_events WHERE event_id = ANY (:events)"
                    + " AND captured_at BETWEEN :earliest AND :latest";

    private final PatientPool pool;

    private ChangeFeed(PatientPool pool) {
        this.pool = pool;
    }

    /** Of this database, whether or not it is there already. */
    public static ChangeFeed over(DatabaseSettings settings, int connectionsMax) {
        return new ChangeFeed(
                new PatientPool(
                        settings,
                        new PatientPool.Use("live-feed", true, connectionsMax, STATEMENT_MAX)));
    }

    /**
     * One change.
     *
     * @param mark after it
     * @param pass as it is now
     */
    public record Change(ChangeMark mark, PassDetail pass) {}

    /**
     * Some changes in their order.
     *
     * @param changes each pass once, where it was written last
     * @param next after all that was looked at
     * @param full whether there may be more right away
     */
    public record Changes(List<Change> changes, ChangeMark next, boolean full) {
        public Changes {
            changes = List.copyOf(changes);
        }
    }

    /**
     * How things stand.
     *
     * @param now after all that is settled: what is committed from now on comes after it
     * @param kept before the first change that is surely kept
     * @param unsettled whether something is written already that an older transaction keeps back
     */
    public record Head(ChangeMark now, ChangeMark kept, boolean unsettled) {
        /** Whether everything after that place can be told. */
        public boolean reaches(ChangeMark mark) {
            return mark.server().equals(now.server())
                    && mark.compareTo(kept) >= 0
                    && mark.transaction() <= now.transaction();
        }
    }

    public Head head() {
        return pool.with(handle -> handle.createQuery(HEAD).map((row, _) -> head(row)).one());
    }

    private static Head head(ResultSet row) throws SQLException {
        var server = row.getString("server");
        return new Head(
                new ChangeMark(server, row.getLong("settled"), 0, 0),
                new ChangeMark(server, row.getLong("gone"), Long.MAX_VALUE, 0),
                row.getBoolean("unsettled"));
    }

    /**
     * The next settled changes.
     *
     * @param mark of this server, reached by its head
     * @param limit changes at most, at least 1
     */
    public Changes since(ChangeMark mark, int limit) {
        return pool.with(handle -> since(handle, mark, limit));
    }

    private static Changes since(Handle handle, ChangeMark mark, int limit) {
        var rows =
                handle.createQuery(SINCE)
                        .bind("xid", mark.transaction())
                        .bind("id", mark.write())
                        .bind("ordinal", mark.ordinal())
                        .bind("limit", limit)
                        .map((row, _) -> Row.of(row, mark.server()))
                        .list();
        if (rows.isEmpty()) {
            return new Changes(List.of(), mark, false);
        }
        var last = new HashMap<UUID, Row>();
        rows.forEach(row -> last.put(row.eventId(), row));
        var passes = passes(handle, rows);
        var changes =
                rows.stream()
                        .filter(row -> row.equals(last.get(row.eventId())))
                        .flatMap(row -> row.with(passes).stream())
                        .toList();
        return new Changes(changes, rows.getLast().mark(), rows.size() == limit);
    }

    private static Map<UUID, PassDetail> passes(Handle handle, List<Row> rows) {
        var times = rows.stream().map(Row::capturedAt).sorted().toList();
        var passes = new HashMap<UUID, PassDetail>();
        handle.createQuery(PASSES)
                .bindArray("events", UUID.class, rows.stream().map(Row::eventId).toArray())
                .bind("earliest", times.getFirst())
                .bind("latest", times.getLast())
                .map((row, _) -> DetailRows.detail(row))
                .forEach(pass -> passes.put(pass.event().pass().eventId(), pass));
        return passes;
    }

    private record Row(ChangeMark mark, UUID eventId, OffsetDateTime capturedAt) {
        /** Nothing where the pass is gone. */
        Optional<Change> with(Map<UUID, PassDetail> passes) {
            return Optional.ofNullable(passes.get(eventId)).map(pass -> new Change(mark, pass));
        }

        static Row of(ResultSet row, String server) throws SQLException {
            return new Row(
                    new ChangeMark(
                            server, row.getLong("xact"), row.getLong("id"), row.getLong("ordinal")),
                    row.getObject("change_id", UUID.class),
                    row.getObject("change_at", OffsetDateTime.class));
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
