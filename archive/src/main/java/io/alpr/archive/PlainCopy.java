package io.alpr.archive;

import io.alpr.events.PlateEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * What storing is measured against: the rows of events by COPY into {@code plate_events} itself,
 * with nothing beside them. It knows neither revisions nor duplicates and fails on an event that is
 * there already, so nothing but a measurement should use it. Not safe for several threads.
 */
public final class PlainCopy {
    private static final String INDEXES =
            "SELECT indexname FROM pg_indexes WHERE tablename = 'plate_events' ORDER BY indexname";

    private final Database database;
    private final CsvCopy copy;

    /**
     * @param database opened by {@link Database#open}
     * @param bucket of the pictures, for the URL columns
     */
    public PlainCopy(Database database, String bucket) {
        this(database, columns(bucket));
    }

    private PlainCopy(Database database, List<Columns.Column> columns) {
        this.database = database;
        this.copy = CsvCopy.into("plate_events", columns);
    }

    /**
     * Of which rows say that they came when they were captured, as if a recorder had stored each at
     * its time.
     */
    public static PlainCopy asTheyCame(Database database, String bucket) {
        var columns = new ArrayList<>(columns(bucket));
        columns.add(
                new Columns.Column(
                        "created_at", "timestamptz", event -> event.id().capturedAt().toString()));
        return new PlainCopy(database, columns);
    }

    private static List<Columns.Column> columns(String bucket) {
        return Columns.all(key -> "s3://" + bucket + "/" + key);
    }

    /** The rows of these events as COPY takes them. */
    public String lines(List<PlateEvent> events) {
        return CsvCopy.lines(events.stream().map(copy::line).toList(), _ -> "none");
    }

    /**
     * Copies such lines in one transaction.
     *
     * @throws DatabaseUnavailable when the database fails
     * @throws DataRefused when one of the rows is there already
     */
    public void send(String lines) {
        database.inTransaction(
                handle -> {
                    KnownPlates.promise(handle);
                    copy.send(handle, lines);
                    return true;
                });
    }

    /**
     * Brings the table of plates, and what the planner knows, up to date with what was sent; once,
     * after the last.
     */
    public void settle() {
        database.inLongTransaction(
                handle -> {
                    KnownPlates.rebuild(handle);
                    return true;
                });
        database.inLongTransaction(handle -> handle.execute("ANALYZE plate_events"));
        // As autovacuum does soon after; not in a transaction.
        database.with(handle -> handle.execute("VACUUM ANALYZE plates"));
    }

    /** Names of the table's indexes, which cost every row something. */
    public List<String> indexes() {
        return database.with(handle -> handle.createQuery(INDEXES).mapTo(String.class).list());
    }

    /** Rows in the table. */
    public long rows() {
        return database.with(
                handle ->
                        handle.createQuery("SELECT count(*) FROM plate_events")
                                .mapTo(Long.class)
                                .one());
    }

    /** Rows whose pictures are all in the bucket. */
    public long rowsWithPictures() {
        return database.with(
                handle ->
                        handle.createQuery(
                                        "SELECT count(*) FROM plate_events WHERE picture_state = 'stored'")
                                .mapTo(Long.class)
                                .one());
    }
}
