package io.alpr.archive;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/** What the archive holds, all of it. Safe for use by many threads. */
public final class Inventory {
    private static final int ROWS_AT_ONCE = 5000;

    private static final String TOTALS =
            """
            SELECT count(*) AS passes, coalesce(sum(revision), 0) AS revisions,
                count(*) FILTER (WHERE picture_state = 'stored') AS pictured
            FROM plate_events
            """;

    private static final String PASSES =
            """
            SELECT event_id, captured_at, revision, plate_normalized_text AS plate, picture_state
            FROM plate_events
            """;

    private final Database database;

    /**
     * @param database opened by {@link Database#open}
     */
    public Inventory(Database database) {
        this.database = database;
    }

    /**
     * Sums over all rows.
     *
     * @param passes rows
     * @param revisions of all of them together
     * @param pictured rows whose pictures are all in the bucket
     */
    public record Totals(long passes, long revisions, long pictured) {}

    /**
     * A row.
     *
     * @param eventId of the pass
     * @param capturedAt UTC
     * @param revision the highest that came
     * @param plate normalized
     * @param pictureState e.g. {@code stored}
     */
    public record Pass(
            UUID eventId, Instant capturedAt, int revision, String plate, String pictureState) {}

    /** The sums as they are now. */
    public Totals totals() {
        return database.with(
                handle -> handle.createQuery(TOTALS).map(ConstructorMapper.of(Totals.class)).one());
    }

    private static final String HOLDINGS =
            """
            SELECT (SELECT count(*) FROM plate_events) AS passes,
                (SELECT min(captured_at) FROM plate_events) AS oldest,
                (SELECT max(captured_at) FROM plate_events) AS newest,
                (SELECT count(*) FROM event_holds) AS held,
                (SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint FROM pg_class c
                    JOIN pg_namespace n ON n.oid = c.relnamespace
                    WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema')) AS bytes
            """;

    private static final String PICTURES =
            "SELECT state, count(*) AS number FROM plate_pictures GROUP BY state ORDER BY state";

    private static final String SITES =
            """
            SELECT coalesce(site_id, '') AS site, count(*) AS number
            FROM plate_events GROUP BY 1 ORDER BY 1
            """;

    private static final String PARTITIONS =
            "SELECT count(*) FROM pg_inherits WHERE inhparent = to_regclass('plate_events')";

    /**
     * What there is, at a glance.
     *
     * @param passes rows
     * @param span from the first to the last pass, none where there is none
     * @param held passes that no retention may take
     * @param bytes of all tables with their indexes
     * @param partitions of the table of passes, the DEFAULT one among them
     * @param sites passes of each
     * @param pictures of each state
     */
    public record Holdings(
            long passes,
            Optional<Span> span,
            long held,
            long bytes,
            int partitions,
            Map<String, Long> sites,
            Map<String, Long> pictures) {}

    /** From the first to the last pass, UTC. */
    public record Span(Instant oldest, Instant newest) {}

    /** What there is now; goes through all rows. */
    public Holdings holdings() {
        return database.inTransaction(
                handle ->
                        handle.createQuery(HOLDINGS)
                                .map(
                                        (row, _) ->
                                                new Holdings(
                                                        row.getLong("passes"),
                                                        span(row),
                                                        row.getLong("held"),
                                                        row.getLong("bytes"),
                                                        handle.createQuery(PARTITIONS)
                                                                .mapTo(Integer.class)
                                                                .one(),
                                                        numbers(handle, SITES),
                                                        numbers(handle, PICTURES)))
                                .one());
    }

    private static Optional<Span> span(ResultSet row) throws SQLException {
        var oldest = row.getObject("oldest", OffsetDateTime.class);
        var newest = row.getObject("newest", OffsetDateTime.class);
        return oldest == null || newest == null
                ? Optional.empty()
                : Optional.of(new Span(oldest.toInstant(), newest.toInstant()));
    }

    private static Map<String, Long> numbers(Handle handle, String sql) {
        var numbers = new TreeMap<String, Long>();
        handle.createQuery(sql)
                .map((row, _) -> Map.entry(row.getString(1), row.getLong("number")))
                .forEach(entry -> numbers.put(entry.getKey(), entry.getValue()));
        return numbers;
    }

    private static final String NOTED =
            "SELECT object_key, event_id, sha256, state FROM plate_pictures";

    /**
     * A picture that the archive knows.
     *
     * @param key in the bucket
     * @param eventId of its pass
     * @param sha256 of its bytes
     * @param state {@code pending}, {@code stored} or {@code dropped}
     */
    public record Picture(String key, UUID eventId, String sha256, String state) {}

    /**
     * Gives every picture that the archive knows, in no order, as of one moment.
     *
     * @throws DatabaseUnavailable when the database fails; some may have been given
     */
    public void pictures(Consumer<Picture> each) {
        database.inTransaction(
                handle -> {
                    try (var query = handle.createQuery(NOTED)) {
                        query.setFetchSize(ROWS_AT_ONCE)
                                .map(
                                        (row, _) ->
                                                new Picture(
                                                        row.getString("object_key"),
                                                        row.getObject("event_id", UUID.class),
                                                        row.getString("sha256"),
                                                        row.getString("state")))
                                .forEach(each);
                    }
                    return true;
                });
    }

    /**
     * Gives every row, in no order, as of one moment; holds a few thousand at a time.
     *
     * @throws DatabaseUnavailable when the database fails; some rows may have been given
     */
    public void passes(Consumer<Pass> each) {
        database.inTransaction(
                handle -> {
                    try (var query = handle.createQuery(PASSES)) {
                        query.setFetchSize(ROWS_AT_ONCE)
                                .map(ConstructorMapper.of(Pass.class))
                                .forEach(each);
                    }
                    return true;
                });
    }
}
