package io.alpr.archive;

import io.alpr.archive.Partitions.Partition;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what is older than the policy allows out of the archive: pictures first, then passes. Days
 * beyond the longest age go as whole partitions; sites that keep less lose rows. Held passes stay,
 * with their pictures. What was taken is noted in {@code archive_deeds}.
 *
 * <p>Whatever fails in the middle goes on with the next call. Safe for use by many threads and
 * processes: one of them does it, the others do nothing.
 */
public final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final int AT_ONCE = 500;
    private static final int ROWS_AT_ONCE = 10_000;

    private final Database database;
    private final PictureStore pictures;
    private final Partitions partitions;

    /**
     * @param database opened by {@link Database#open}
     * @param pictures of the same archive
     */
    public Retention(Database database, PictureStore pictures) {
        this.database = database;
        this.pictures = pictures;
        this.partitions = new Partitions(database);
    }

    /**
     * What was taken.
     *
     * @param pictures objects
     * @param events rows, those of partitions among them
     * @param partitions that went as a whole
     */
    public record Taken(long pictures, long events, int partitions) {
        static final Taken NOTHING = new Taken(0, 0, 0);

        private boolean isNothing() {
            return equals(NOTHING);
        }
    }

    /**
     * Takes what is too old at a moment.
     *
     * @throws DatabaseUnavailable when the database fails; the next call goes on
     * @throws ObjectStoreFault when the object store does; the next call goes on
     */
    public Taken apply(RetentionPolicy policy, Instant now) {
        if (policy.isForever()) {
            return Taken.NOTHING;
        }
        return new RetentionLock(database).aloneOr(Taken.NOTHING, () -> taken(policy, now));
    }

    private Taken taken(RetentionPolicy policy, Instant now) {
        var tally = new Tally();
        try {
            take(policy, now, tally);
        } finally {
            // Whatever ended it: what is gone is noted.
            if (!tally.taken().isNothing()) {
                note(policy, tally.taken());
            }
        }
        return tally.taken();
    }

    private static final class Tally {
        private long pictures;
        private long rows;
        private int partitions;

        private Taken taken() {
            return new Taken(pictures, rows, partitions);
        }
    }

    private void take(RetentionPolicy policy, Instant now, Tally tally) {
        var sites = sites();
        for (var site : sites) {
            dropPictures(site, now.minus(policy.of(site).pictures()), tally);
        }
        var bound = now.minus(policy.longest());
        for (var part : partitions.all()) {
            if (!part.end().isAfter(bound) && !(part.isChunk() && isHeldOnly(part))) {
                tally.rows += drop(part);
                tally.partitions++;
            }
        }
        for (var site : sites) {
            deleteRows(site, now.minus(policy.of(site).events()), tally);
        }
        database.inTransaction(
                handle -> {
                    KnownPlates.forgetUnseenSince(handle, bound);
                    PassPapers.deleteOrphans(handle);
                    return true;
                });
        dropOrphans(bound, tally);
        var _ = new AuditRetention(database).apply(now.minus(policy.audit()));
    }

    private void note(RetentionPolicy policy, Taken taken) {
        database.inTransaction(
                handle -> {
                    Deeds.note(
                            handle,
                            "retention",
                            "pictures",
                            taken.pictures(),
                            "events",
                            taken.events(),
                            "partitions",
                            taken.partitions(),
                            "usual_events",
                            policy.usual().events().toString(),
                            "usual_pictures",
                            policy.usual().pictures().toString());
                    return true;
                });
        LOG.info(
                "database={} retention pictures={} events={} partitions={}",
                database.address(),
                taken.pictures(),
                taken.events(),
                taken.partitions());
    }

    /** From one site to the next by the index, instead of through every row. */
    private static final String SITES =
            """
            WITH RECURSIVE site (name) AS (
                SELECT min(site_id) FROM plate_events
                UNION ALL
                SELECT (SELECT min(site_id) FROM plate_events WHERE site_id > name)
                FROM site WHERE name IS NOT NULL)
            SELECT name FROM site WHERE name IS NOT NULL
            """;

    /** All that have passes; empty for passes that name none. */
    private List<String> sites() {
        var sites = database.with(handle -> handle.createQuery(SITES).mapTo(String.class).list());
        return Stream.concat(Stream.of(""), sites.stream()).distinct().toList();
    }

    private static final String WITH_PICTURES =
            """
            SELECT event_id FROM plate_events event
            WHERE (site_id = :site OR (:site = '' AND site_id IS NULL)) AND captured_at < :cutoff
                AND picture_state IN ('pending', 'stored')
                AND NOT EXISTS (SELECT FROM event_holds hold WHERE hold.event_id = event.event_id)
            LIMIT :limit
            """;

    private static final String KEYS =
            "SELECT object_key FROM plate_pictures WHERE event_id = ANY (:events) AND state <> 'dropped'";

    private void dropPictures(String site, Instant cutoff, Tally tally) {
        while (true) {
            var events =
                    database.with(
                            handle ->
                                    handle.createQuery(WITH_PICTURES)
                                            .bind("site", site)
                                            .bind("cutoff", cutoff.atOffset(ZoneOffset.UTC))
                                            .bind("limit", AT_ONCE)
                                            .mapTo(UUID.class)
                                            .list());
            if (events.isEmpty()) {
                return;
            }
            tally.pictures += dropPictures(events, cutoff);
        }
    }

    /** Objects first: a row that says dropped promises that there is nothing. */
    private long dropPictures(List<UUID> events, Instant cutoff) {
        var ids = events.toArray();
        var keys =
                database.with(
                        handle ->
                                handle.createQuery(KEYS)
                                        .bindArray("events", UUID.class, ids)
                                        .mapTo(String.class)
                                        .list());
        pictures.delete(keys);
        database.inTransaction(
                handle -> {
                    handle.createUpdate(
                                    "UPDATE plate_pictures SET state = 'dropped' WHERE object_key = ANY (:keys)")
                            .bindArray("keys", String.class, keys.toArray())
                            .execute();
                    handle.createUpdate(
                                    """
                                    UPDATE plate_events SET picture_state = 'dropped'
                                    WHERE event_id = ANY (:events) AND captured_at < :cutoff
                                    """)
                            .bindArray("events", UUID.class, ids)
                            .bind("cutoff", cutoff.atOffset(ZoneOffset.UTC))
                            .execute();
                    return true;
                });
        return keys.size();
    }

    /** What is held came back into a chunk of its own when the others went. */
    private boolean isHeldOnly(Partition chunk) {
        return database.with(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT EXISTS (SELECT FROM %1$s) AND NOT EXISTS (
                                            SELECT FROM %1$s WHERE event_id NOT IN (SELECT event_id FROM event_holds))
                                        """
                                                .formatted(chunk.name()))
                                .mapTo(Boolean.class)
                                .one());
    }

    /**
     * Held rows of it stay: in the DEFAULT partition, since the day has none of its own now; on a
     * hypertable in a new chunk.
     */
    private long drop(Partition part) {
        return database.inTransaction(
                handle -> {
                    handle.execute("SET LOCAL lock_timeout = '5s'");
                    handle.execute("LOCK TABLE plate_events IN ACCESS EXCLUSIVE MODE");
                    long rows = count(handle, part);
                    handle.execute(
                            """
                            CREATE TEMPORARY TABLE held ON COMMIT DROP AS
                            SELECT * FROM %s WHERE event_id IN (SELECT event_id FROM event_holds)
                            """
                                    .formatted(part.name()));
                    handle.execute(
                            """
                            DELETE FROM plate_pictures picture USING %s event
                            WHERE picture.event_id = event.event_id AND picture.state = 'dropped'
                                AND picture.event_id NOT IN (SELECT event_id FROM event_holds)
                            """
                                    .formatted(part.name()));
                    partitions.drop(handle, part);
                    long held = handle.execute("INSERT INTO plate_events SELECT * FROM held");
                    return rows - held;
                });
    }

    private static long count(Handle handle, Partition part) {
        return handle.createQuery("SELECT count(*) FROM " + part.name()).mapTo(Long.class).one();
    }

    private static final String DELETE =
            """
            WITH gone AS (
                DELETE FROM plate_events WHERE (event_id, captured_at) IN (
                    SELECT event_id, captured_at FROM plate_events event
                    WHERE (site_id = :site OR (:site = '' AND site_id IS NULL)) AND captured_at < :cutoff
                        AND NOT EXISTS (SELECT FROM event_holds hold WHERE hold.event_id = event.event_id)
                    LIMIT :limit)
                RETURNING event_id, plate_normalized_text AS plate),
            noted AS (
                DELETE FROM plate_pictures picture USING gone
                WHERE picture.event_id = gone.event_id AND picture.state = 'dropped')
            SELECT plate FROM gone
            """;

    private void deleteRows(String site, Instant cutoff, Tally tally) {
        while (true) {
            int some = database.inTransaction(handle -> deleted(handle, site, cutoff));
            tally.rows += some;
            if (some < ROWS_AT_ONCE) {
                return;
            }
        }
    }

    private static int deleted(Handle handle, String site, Instant cutoff) {
        // First of all, lest somebody who writes waits for a row of ours, and we for him.
        Tombstones.exclude(handle, "5s");
        var plates =
                handle.createQuery(DELETE)
                        .bind("site", site)
                        .bind("cutoff", cutoff.atOffset(ZoneOffset.UTC))
                        .bind("limit", ROWS_AT_ONCE)
                        .mapTo(String.class)
                        .list();
        KnownPlates.forget(handle, new TreeSet<>(plates));
        return plates.size();
    }

    private static final String ORPHANS =
            """
            SELECT object_key FROM plate_pictures picture
            WHERE known_at < :cutoff
                AND NOT EXISTS (SELECT FROM plate_events event WHERE event.event_id = picture.event_id)
            LIMIT :limit
            """;

    /** Pictures whose event is gone, or never came. */
    private void dropOrphans(Instant cutoff, Tally tally) {
        while (true) {
            var orphans =
                    database.with(
                            handle ->
                                    handle.createQuery(ORPHANS)
                                            .bind("cutoff", cutoff.atOffset(ZoneOffset.UTC))
                                            .bind("limit", AT_ONCE)
                                            .mapTo(String.class)
                                            .list());
            if (orphans.isEmpty()) {
                return;
            }
            pictures.delete(orphans);
            database.inTransaction(
                    handle ->
                            handle.createUpdate(
                                            "DELETE FROM plate_pictures WHERE object_key = ANY (:keys)")
                                    .bindArray("keys", String.class, orphans.toArray())
                                    .execute());
            tally.pictures += orphans.size();
        }
    }
}
