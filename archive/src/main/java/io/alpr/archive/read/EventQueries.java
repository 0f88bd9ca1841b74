package io.alpr.archive.read;

import io.alpr.archive.DatabaseSettings;
import io.alpr.archive.DatabaseUnavailable;
import io.alpr.archive.PatientPool;
import io.alpr.events.EventIds;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The questions that the archive answers. Safe for use by many threads; every call waits at most
 * two seconds for a connection and ten for its answer.
 *
 * <p>Each question throws {@link DatabaseUnavailable} when the database is away or has no schema
 * yet, and {@link PatientPool.QuestionTooSlow} when it took too long: a fault is never an empty
 * result.
 */
public final class EventQueries implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventQueries.class);

    /** Our own ids tell when, so that one partition is asked and not each. */
    static final String BY_ID_AND_TIME =
            "SELECT "
                    + EventRows.COLUMNS
                    + " FROM plate_events WHERE event_id = :id AND captured_at >= :from"
                    + " AND captured_at < :until ORDER BY captured_at DESC LIMIT 1";

    private static final String BY_ID =
            "SELECT "
                    + EventRows.COLUMNS
                    + " FROM plate_events WHERE event_id = :id ORDER BY captured_at DESC LIMIT 1";

    private static final String DETAIL =
            "SELECT "
                    + DetailRows.COLUMNS
                    + " FROM plate_events WHERE event_id = :id AND captured_at = :at";

    private static final Pattern PLANNED_ROWS = Pattern.compile(" rows=(\\d{1,18}) ");

    /** The server gives up a statement after this long. */
    private static final Duration STATEMENT_MAX = Duration.ofSeconds(10);

    private static final Duration EXTENT_KNOWN = Duration.ofMinutes(1);

    /** Changes slowly, and is asked for by each search. */
    private volatile Known known = new Known(Optional.empty(), Instant.MIN);

    private record Known(Optional<Extent> extent, Instant asked) {}

    /** For whatever is planned once for all values. */
    private final PatientPool pool;

    /** For the rest; slow ones do not keep the others waiting. */
    private final PatientPool searching;

    private EventQueries(DatabaseSettings settings) {
        int most = settings.connectionsMax();
        this.pool = new PatientPool(settings, use("archive-read", most, PatientPool.Planning.ONCE));
        this.searching =
                new PatientPool(
                        settings,
                        use("archive-search", Math.max(2, most / 2), PatientPool.Planning.AUTO));
    }

    /** Asks this database, whether or not it is there already. */
    public static EventQueries over(DatabaseSettings settings) {
        return new EventQueries(settings);
    }

    private static PatientPool.Use use(String name, int most, PatientPool.Planning planning) {
        return new PatientPool.Use(name, true, most, STATEMENT_MAX, planning);
    }

    private PatientPool poolFor(List<Condition> conditions) {
        return Selection.mustKnowValues(conditions) ? searching : pool;
    }

    /**
     * What the archive took in last, newest first; rows that do not say when they came are left
     * out.
     *
     * @param limit at least 1
     * @param conditions that they fulfil; none for all
     */
    public List<ArchivedEvent> recent(int limit, List<Condition> conditions) {
        var selection = Selection.recent(conditions, limit);
        return pool.with(
                handle ->
                        handle.createQuery(selection.sql())
                                .bindMap(selection.values())
                                .map((row, _) -> EventRows.event(row))
                                .list());
    }

    /** The event of that id. */
    public Optional<ArchivedEvent> byId(UUID eventId) {
        return pool.with(
                handle ->
                        EventIds.timeOf(eventId)
                                .flatMap(time -> atItsTime(handle, eventId, time))
                                .or(() -> atAnyTime(handle, eventId)));
    }

    /** All that is known of the event of that id. */
    public Optional<PassDetail> detail(UUID eventId) {
        return byId(eventId).flatMap(this::detail);
    }

    private Optional<PassDetail> detail(ArchivedEvent event) {
        return pool.with(
                handle ->
                        handle.createQuery(DETAIL)
                                .bind("id", event.pass().eventId())
                                .bind("at", event.pass().capturedAt().atOffset(ZoneOffset.UTC))
                                .map((row, _) -> DetailRows.detail(row))
                                .findOne());
    }

    private static Optional<ArchivedEvent> atItsTime(Handle handle, UUID eventId, Instant time) {
        return handle.createQuery(BY_ID_AND_TIME)
                .bind("id", eventId)
                .bind("from", time.atOffset(ZoneOffset.UTC))
                .bind("until", time.plusMillis(1).atOffset(ZoneOffset.UTC))
                .map((row, _) -> EventRows.event(row))
                .findOne();
    }

    private static Optional<ArchivedEvent> atAnyTime(Handle handle, UUID eventId) {
        return handle.createQuery(BY_ID)
                .bind("id", eventId)
                .map((row, _) -> EventRows.event(row))
                .findOne();
    }

    /**
     * Rows that fulfil every condition, captured last first.
     *
     * @param conditions none finds every row
     */
    public List<ArchivedEvent> matching(List<Condition> conditions, Page page) {
        var selection = Selection.of(conditions, page);
        return poolFor(conditions)
                .with(
                        handle ->
                                handle.createQuery(selection.sql())
                                        .bindMap(selection.values())
                                        .map((row, _) -> EventRows.event(row))
                                        .list());
    }

    /**
     * The archive in figures.
     *
     * @param conditions that what counts fulfils; none for the whole archive
     */
    public ArchiveStats stats(List<Condition> conditions) {
        var selection = Selection.stats(conditions);
        return pool.with(
                handle ->
                        handle.createQuery(selection.sql())
                                .bindMap(selection.values())
                                .map((row, _) -> EventRows.stats(row))
                                .one());
    }

    /**
     * How many rows fulfil every condition: counted up to {@link Total#COUNTED_MAX} and for a
     * second at most, estimated from there on.
     */
    public Total total(List<Condition> conditions) {
        try {
            long counted =
                    counted(
                            poolFor(conditions),
                            Selection.count(conditions, Total.COUNTED_MAX + 1));
            if (counted <= Total.COUNTED_MAX) {
                return new Total(counted, true);
            }
        } catch (PatientPool.QuestionTooSlow e) {
            LOG.debug("not counted: {}", e.getMessage());
        }
        return estimate(conditions);
    }

    /**
     * How many rows that fulfil every condition there are of each kind; kinds without any are left
     * out.
     *
     * @param most kinds at most
     */
    public List<Bucket.Count> counts(List<Condition> conditions, Bucket bucket, int most) {
        var selection = Selection.counts(conditions, bucket, most);
        return poolFor(conditions)
                .with(
                        handle ->
                                handle.createQuery(selection.sql())
                                        .bindMap(selection.values())
                                        .map((row, _) -> EventRows.count(row, bucket))
                                        .list());
    }

    /**
     * How far back a page reaches.
     *
     * @param total of all rows; estimated, and then nothing is known of the page, beyond {@link
     *     Total#COUNTED_MAX}
     * @param last time of capture of the page's last row; absent where there are fewer
     */
    record Reach(Total total, Optional<Instant> last) {}

    /** How many rows there are and how far back the newest of them reach, by the index alone. */
    Reach reach(List<Condition> conditions, int rows) {
        var selection = Selection.reach(conditions, rows, Total.COUNTED_MAX + 1);
        return poolFor(conditions)
                .with(
                        handle ->
                                handle.createQuery(selection.sql())
                                        .bindMap(selection.values())
                                        .map((row, _) -> EventRows.reach(row))
                                        .one());
    }

    /** How many rows fulfil every condition, as the planner of the database thinks. */
    Total estimate(List<Condition> conditions) {
        return new Total(estimated(Selection.estimate(conditions)), false);
    }

    /** How large the archive is; as it was a minute ago at most. */
    Extent extent() {
        var before = known;
        if (before.extent().isPresent()
                && before.asked().plus(EXTENT_KNOWN).isAfter(Instant.now())) {
            return before.extent().get();
        }
        var extent =
                pool.with(
                        handle ->
                                handle.createQuery(Extent.QUESTION)
                                        .map((row, _) -> EventRows.extent(row))
                                        .one());
        known = new Known(Optional.of(extent), Instant.now());
        return extent;
    }

    private static long counted(PatientPool pool, Selection selection) {
        return pool.with(
                handle ->
                        handle.inTransaction(
                                inside -> {
                                    inside.execute("SET LOCAL statement_timeout = '1s'");
                                    return inside.createQuery(selection.sql())
                                            .bindMap(selection.values())
                                            .mapTo(Long.class)
                                            .one();
                                }));
    }

    private long estimated(Selection selection) {
        var plan =
                searching.with(
                        handle ->
                                handle.createQuery(selection.sql())
                                        .bindMap(selection.values())
                                        .mapTo(String.class)
                                        .findFirst()
                                        .orElse(""));
        var rows = PLANNED_ROWS.matcher(plan);
        return rows.find() ? Long.parseLong(rows.group(1)) : Total.COUNTED_MAX;
    }

    /** The search for plates by likeness and by shape, over the same connections. */
    public PlateSearch plates() {
        return new PlateSearch(pool, searching);
    }

    /** What is known of cameras, over the same connections. */
    public CameraQueries cameras() {
        return new CameraQueries(pool);
    }

    /** Where a plate went and with whom, over the same connections. */
    public PlateHistory history() {
        return new PlateHistory(pool);
    }

    /** How busy its connections are. */
    public List<PatientPool.Load> loads() {
        return List.of(pool.load(), searching.load());
    }

    /** Whether the database answers now. */
    public boolean answers() {
        try {
            return pool.with(handle -> handle.createQuery("SELECT 1").mapTo(Integer.class).one())
                    == 1;
        } catch (DatabaseUnavailable | PatientPool.QuestionTooSlow e) {
            LOG.debug("archive does not answer: {}", e.getMessage());
            return false;
        }
    }

    @Override
    public void close() {
        searching.close();
        pool.close();
    }
}
