package io.alpr.archive;

import java.time.Instant;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the monthly partitions of {@code plate_events} ahead of the clock, where the server has no
 * TimescaleDB. Without that, rows go to the DEFAULT partition: slower, but not lost.
 */
public final class Partitions {
    private static final Logger LOG = LoggerFactory.getLogger(Partitions.class);
    private static final int MONTHS_AHEAD = 3;

    private final Database database;

    /**
     * @param database opened by {@link Database#open}
     */
    public Partitions(Database database) {
        this.database = database;
    }

    /**
     * Makes what is missing from the month of {@code now} to three months later; to be called about
     * daily.
     *
     * @return how many were made
     * @throws DatabaseUnavailable when the database fails; try again later
     */
    public int ahead(Instant now) {
        int made =
                database.inTransaction(
                        handle ->
                                handle.createQuery("SELECT plate_events_partitions(:now, :months)")
                                        .bind("now", now.atOffset(ZoneOffset.UTC))
                                        .bind("months", MONTHS_AHEAD)
                                        .mapTo(Integer.class)
                                        .one());
        if (made > 0) {
            LOG.info("database={} partitions made={}", database.address(), made);
        }
        return made;
    }
}
