package io.alpr.archive;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions of {@code plate_events} where the server has no TimescaleDB: one for each UTC day,
 * made ahead of the clock, and a DEFAULT one for odd times and for what was held when its day went.
 * Rows of a day without a partition go to the DEFAULT one: slower, but not lost.
 *
 * <p>Older versions made partitions of months; those that hold nothing make way for days.
 */
public final class Partitions {
    private static final Logger LOG = LoggerFactory.getLogger(Partitions.class);
    private static final int DAYS_AHEAD = 14;

    /** Each costs a lock for its table and for each index until the transaction ends. */
    private static final int DAYS_AT_ONCE = 20;

    /** Pilots that were cut off for a while deliver later. */
    private static final int DAYS_BACK = 3;

    private static final Pattern NAME =
            Pattern.compile("plate_events_y(\\d{4})m(\\d{2})(?:d(\\d{2}))?");

    private static final String NAMES =
            """
            SELECT child.relname FROM pg_inherits
            JOIN pg_class child ON child.oid = inhrelid
            JOIN pg_class parent ON parent.oid = inhparent
            WHERE parent.oid = to_regclass('plate_events') AND parent.relkind = 'p'
            """;

    private final Database database;

    /**
     * @param database opened by {@link Database#open}
     */
    public Partitions(Database database) {
        this.database = database;
    }

    /**
     * A part of the table.
     *
     * @param name of its own table, with its schema where that is another
     * @param start of its first day, UTC
     * @param end of its last
     * @param isChunk whether it is TimescaleDB's
     */
    record Partition(String name, Instant start, Instant end, boolean isChunk) {
        static Partition of(String name, LocalDate from, LocalDate until) {
            return new Partition(
                    name,
                    from.atStartOfDay(ZoneOffset.UTC).toInstant(),
                    until.atStartOfDay(ZoneOffset.UTC).toInstant(),
                    false);
        }

        /** As older versions made them. */
        boolean isMonth() {
            return !isChunk && start.plus(27, ChronoUnit.DAYS).isBefore(end);
        }
    }

    /**
     * Makes what is missing from three days before {@code now} to two weeks after; to be called
     * about daily.
     *
     * @return how many were made
     * @throws DatabaseUnavailable when the database fails; try again later
     */
    public int ahead(Instant now) {
        all().stream().filter(Partition::isMonth).forEach(this::makeWay);
        return cover(now.minusSeconds(DAYS_BACK * 86_400L), DAYS_BACK + DAYS_AHEAD);
    }

    /**
     * Makes the partitions of a day and of so many after it that are missing.
     *
     * @return how many were made
     * @throws DatabaseUnavailable when the database fails; try again later
     */
    public int cover(Instant since, int days) {
        int made = 0;
        for (int from = 0; from <= days; from += DAYS_AT_ONCE) {
            int some = Math.min(days - from, DAYS_AT_ONCE - 1);
            made += made(since.plus(from, ChronoUnit.DAYS), some);
        }
        if (made > 0) {
            LOG.info("database={} partitions made={}", database.address(), made);
        }
        return made;
    }

    /** Whoever waits for the table keeps its writers waiting, so nobody waits long. */
    private int made(Instant since, int days) {
        return database.inTransaction(
                handle -> {
                    handle.execute("SET LOCAL lock_timeout = '2s'");
                    return handle.createQuery("SELECT plate_events_days(:since, :days)")
                            .bind("since", since.atOffset(ZoneOffset.UTC))
                            .bind("days", days)
                            .mapTo(Integer.class)
                            .one();
                });
    }

    private static final String CHUNKS =
            """
            SELECT format('%I.%I', chunk_schema, chunk_name), range_start, range_end
            FROM timescaledb_information.chunks WHERE hypertable_name = 'plate_events'
            """;

    /** Those of days and months, or the chunks of a hypertable, in no order. */
    List<Partition> all() {
        boolean timescale =
                database.with(
                        handle ->
                                handle.createQuery(
                                                "SELECT to_regclass('timescaledb_information.chunks') IS NOT NULL")
                                        .mapTo(Boolean.class)
                                        .one());
        var found = new ArrayList<>(timescale ? chunks() : List.<Partition>of());
        found.addAll(days());
        return found;
    }

    private List<Partition> chunks() {
        return database.with(
                handle ->
                        handle.createQuery(CHUNKS)
                                .map(
                                        (row, _) ->
                                                new Partition(
                                                        row.getString(1),
                                                        row.getObject(2, OffsetDateTime.class)
                                                                .toInstant(),
                                                        row.getObject(3, OffsetDateTime.class)
                                                                .toInstant(),
                                                        true))
                                .list());
    }

    /** Takes it away with all that is in it. */
    void drop(Handle handle, Partition part) {
        if (!part.isChunk()) {
            handle.execute("DROP TABLE " + part.name());
            return;
        }
        handle.createQuery(
                        """
                        SELECT drop_chunks('plate_events', older_than => CAST(:end AS timestamptz),
                            newer_than => CAST(:start AS timestamptz))
                        """)
                .bind("end", part.end().atOffset(ZoneOffset.UTC))
                .bind("start", part.start().atOffset(ZoneOffset.UTC))
                .mapTo(String.class)
                .list();
    }

    private List<Partition> days() {
        var found = new ArrayList<Partition>();
        for (var name :
                database.with(handle -> handle.createQuery(NAMES).mapTo(String.class).list())) {
            var parts = NAME.matcher(name);
            if (parts.matches()) {
                int year = Integer.parseInt(parts.group(1));
                int month = Integer.parseInt(parts.group(2));
                var day = parts.group(3);
                var from = LocalDate.of(year, month, day == null ? 1 : Integer.parseInt(day));
                found.add(
                        Partition.of(
                                name, from, day == null ? from.plusMonths(1) : from.plusDays(1)));
            }
        }
        return found;
    }

    private void makeWay(Partition month) {
        database.inTransaction(
                handle -> {
                    handle.execute("SET LOCAL lock_timeout = '2s'");
                    if (isEmpty(handle, month) && locked(handle, month)) {
                        handle.execute("DROP TABLE " + month.name());
                    }
                    return true;
                });
    }

    private static boolean isEmpty(Handle handle, Partition part) {
        return handle.createQuery("SELECT NOT EXISTS (SELECT FROM %s)".formatted(part.name()))
                .mapTo(Boolean.class)
                .one();
    }

    /** Locks it, so that nothing can come in, and looks once more. */
    private static boolean locked(Handle handle, Partition part) {
        handle.execute("LOCK TABLE plate_events IN ACCESS EXCLUSIVE MODE");
        return isEmpty(handle, part);
    }
}
