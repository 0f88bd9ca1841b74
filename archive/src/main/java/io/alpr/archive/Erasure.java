package io.alpr.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;

/**
 * Takes a plate, or single passes, out of the archive on request: rows, pictures, what people wrote
 * about them, the mention of the plate among what other passes may have been or in what people
 * wrote of those, and in the log of who looked it up. What was captured before that moment does not
 * come back, whatever brings it ({@link EventStore}, {@link PictureLedger}, {@link Restore}); held
 * passes stay. The deed is noted without the plate.
 *
 * <p>Whatever fails in the middle: nothing is erased, or {@link #sweep} goes on. Safe for use by
 * many threads and processes.
 */
public final class Erasure {
    private static final int AT_ONCE = 500;

    private static final String OF_PLATE =
            """
            SELECT event_id, event_id IN (SELECT event_id FROM event_holds) AS held FROM plate_events
            WHERE plate_normalized_text = :plate AND captured_at < :before
            """;

    /** A pilot's clock may run ahead. */
    private static final String LAST =
            "SELECT max(captured_at) FROM plate_events WHERE plate_normalized_text = :plate";

    private static final String BY_ID =
            """
            SELECT event_id, event_id IN (SELECT event_id FROM event_holds) AS held FROM plate_events
            WHERE event_id = ANY (:events)
            """;

    private final Database database;
    private final PictureStore pictures;
    private final Consumer<String> progress;

    /**
     * @param database opened by {@link Database#openMigrated}
     * @param pictures of the same archive
     * @param progress told in words what is done
     */
    public Erasure(Database database, PictureStore pictures, Consumer<String> progress) {
        this.database = database;
        this.pictures = pictures;
        this.progress = progress;
    }

    /**
     * What an erasure took, or would take.
     *
     * @param passes their ids
     * @param held passes that it leaves, since somebody holds them
     * @param pictures of the passes, as far as the archive knows them
     * @param mentions passes that stay, of which the plate was one of the possible texts
     */
    public record Erased(List<UUID> passes, List<UUID> held, long pictures, List<UUID> mentions) {
        public Erased {
            passes = List.copyOf(passes);
            held = List.copyOf(held);
            mentions = List.copyOf(mentions);
        }
    }

    /**
     * What {@link #plate} would take now; nothing changes.
     *
     * @throws DatabaseUnavailable when the database fails
     */
    public Erased wouldTake(String plate, Instant now) {
        return database.inLongTransaction(
                handle -> {
                    var before = end(handle, plate, now);
                    var found = Found.of(passesOf(handle, plate, before));
                    var mentions =
                            handle.createQuery(
                                            "SELECT event_id FROM plate_events WHERE "
                                                    + Mentions.CONDITION)
                                    .bind("plate", plate)
                                    .bind("before", before.atOffset(ZoneOffset.UTC))
                                    .mapTo(UUID.class)
                                    .list();
                    mentions.removeAll(found.free());
                    long known = picturesOf(handle, found.free());
                    return new Erased(found.free(), found.held(), known, mentions);
                });
    }

    /**
     * Erases a plate.
     *
     * @param plate normalised: A-Z and 0-9
     * @param now passes captured before are erased, and do not come back; later ones that the
     *     archive has already, since a pilot's clock ran ahead, go as well
     * @param by who does it
     * @throws DatabaseUnavailable when the database fails; nothing is erased
     * @throws ObjectStoreFault when the object store fails; all but pictures is erased, and the
     *     recorder's next sweep, or the same call again, takes those
     */
    public Erased plate(String plate, Instant now, String by) {
        var end = new AtomicReference<>(now);
        return alone(
                handle -> {
                    Tombstones.exclude(handle);
                    var before = end(handle, plate, now);
                    Tombstones.add(handle, plate, now);
                    handle.execute("LOCK TABLE event_holds IN EXCLUSIVE MODE");
                    var found = Found.of(passesOf(handle, plate, before));
                    long known = erased(handle, found.free());
                    // Also when only an earlier revision of some pass had it.
                    KnownPlates.forget(handle, List.of(plate));
                    note(handle, "plate", found.free().size(), known, by);
                    var _ = AuditedPlates.forget(handle, plate);
                    end.set(before);
                    return new Erased(found.free(), found.held(), known, List.of());
                },
                erased -> {
                    progress.accept("looking where else it is mentioned");
                    return new Erased(
                            erased.passes(),
                            erased.held(),
                            erased.pictures(),
                            // Without the lock: whoever stores leaves it out by now.
                            database.inLongTransaction(
                                    handle -> Mentions.removed(handle, plate, end.get())));
                });
    }

    /**
     * Erases passes, whatever they read; ids that the archive does not have are bound all the same.
     *
     * @param events their ids
     * @param by who does it
     * @throws DatabaseUnavailable when the database fails; nothing is erased
     * @throws ObjectStoreFault as {@link #plate} does
     */
    public Erased passes(Collection<UUID> events, String by) {
        return alone(
                handle -> {
                    Tombstones.exclude(handle);
                    handle.execute("LOCK TABLE event_holds IN EXCLUSIVE MODE");
                    var found =
                            Found.of(
                                    handle.createQuery(BY_ID)
                                            .bindArray("events", UUID.class, events.toArray())
                                            .map((row, _) -> Pass.of(row))
                                            .list());
                    var bound = new ArrayList<>(events);
                    bound.removeAll(found.held());
                    long known = erased(handle, bound);
                    note(handle, "passes", found.free().size(), known, by);
                    return new Erased(found.free(), found.held(), known, List.of());
                },
                UnaryOperator.identity());
    }

    /**
     * Ids of all passes that were ever erased.
     *
     * @throws DatabaseUnavailable when the database fails
     */
    public Set<UUID> passes() {
        return database.with(
                handle ->
                        Set.copyOf(
                                handle.createQuery("SELECT event_id FROM erased_events")
                                        .mapTo(UUID.class)
                                        .list()));
    }

    private Erased alone(Database.Work<Erased> work, UnaryOperator<Erased> then) {
        return new RetentionLock(database)
                .alone(
                        progress,
                        () -> {
                            var erased = then.apply(database.inLongTransaction(work));
                            progress.accept("deleting pictures");
                            sweep();
                            return erased;
                        });
    }

    /**
     * Writes what was erased so far beside a backup that was made before, so that restoring it
     * brings none of that back.
     *
     * @throws IOException when the folder is no backup, or cannot be written
     * @throws DatabaseUnavailable when the database fails
     */
    public void bind(Path backup) throws IOException {
        demandBackup(backup);
        ErasureFile.read(backup).with(database.with(ErasureFile::of)).write(backup);
    }

    /**
     * Looks whether {@link #bind} could work there.
     *
     * @throws IOException when the folder is no backup
     */
    public void demandBackup(Path backup) throws IOException {
        if (!BackupManifest.isIn(backup)) {
            throw new IOException(backup + " is no whole backup: it has no " + BackupManifest.NAME);
        }
    }

    private record Pass(UUID eventId, boolean held) {
        static Pass of(ResultSet row) throws SQLException {
            return new Pass(row.getObject(1, UUID.class), row.getBoolean(2));
        }
    }

    private record Found(List<UUID> free, List<UUID> held) {
        static Found of(List<Pass> passes) {
            var held = new ArrayList<UUID>();
            var free = new ArrayList<UUID>();
            for (var pass : passes) {
                (pass.held() ? held : free).add(pass.eventId());
            }
            return new Found(free, held);
        }
    }

    private static Instant end(Handle handle, String plate, Instant now) {
        return handle.createQuery(LAST)
                .bind("plate", plate)
                .mapTo(Instant.class)
                .findOne()
                .map(last -> last.plusMillis(1))
                .filter(now::isBefore)
                .orElse(now);
    }

    private static List<Pass> passesOf(Handle handle, String plate, Instant before) {
        return handle.createQuery(OF_PLATE)
                .bind("plate", plate)
                .bind("before", before.atOffset(ZoneOffset.UTC))
                .map((row, _) -> Pass.of(row))
                .list();
    }

    private static long picturesOf(Handle handle, Collection<UUID> events) {
        return handle.createQuery(
                        "SELECT count(*) FROM plate_pictures WHERE event_id = ANY (:events)")
                .bindArray("events", UUID.class, events.toArray())
                .mapTo(Long.class)
                .one();
    }

    /** Pictures that were named without a hash are not known yet; another pass's stay its own. */
    private static final String NOTE_FOREIGN =
            """
            INSERT INTO plate_pictures (object_key, event_id, kind, revision, sha256, state)
            SELECT DISTINCT ON (key) key, event_id, kind, revision, '', 'pending'
            FROM plate_events,
                LATERAL (VALUES (plate_image_key, 'plate'), (vehicle_image_key, 'vehicle'),
                    (frame_image_key, 'frame')) picture (key, kind)
            WHERE event_id = ANY (:events) AND key IS NOT NULL
            ON CONFLICT (object_key) DO NOTHING
            """;

    /** Binds passes and deletes their rows; {@link #sweep} deletes their pictures. */
    private static long erased(Handle handle, Collection<UUID> events) {
        Tombstones.add(handle, events);
        var ids = events.toArray();
        handle.createUpdate(NOTE_FOREIGN).bindArray("events", UUID.class, ids).execute();
        var plates =
                handle.createQuery(
                                """
                                WITH gone AS (
                                    DELETE FROM plate_events WHERE event_id = ANY (:events)
                                    RETURNING plate_normalized_text AS plate)
                                SELECT DISTINCT plate FROM gone
                                """)
                        .bindArray("events", UUID.class, ids)
                        .mapTo(String.class)
                        .list();
        KnownPlates.forget(handle, plates);
        PassPapers.delete(handle, events);
        return picturesOf(handle, events);
    }

    private static void note(Handle handle, String what, long passes, long known, String by) {
        Deeds.note(handle, "erasure", "of", what, "events", passes, "pictures", known, "by", by);
    }

    private static final String LEFT =
            """
            SELECT object_key FROM plate_pictures picture
            WHERE EXISTS (SELECT FROM erased_events gone WHERE gone.event_id = picture.event_id)
                AND NOT EXISTS (SELECT FROM event_holds hold WHERE hold.event_id = picture.event_id)
            LIMIT :limit
            """;

    /**
     * Deletes the pictures of erased passes that are still there.
     *
     * @return how many
     * @throws DatabaseUnavailable when the database fails; the next call goes on
     * @throws ObjectStoreFault when the object store does; the next call goes on
     */
    public long sweep() {
        long swept = 0;
        while (true) {
            var keys =
                    database.with(
                            handle ->
                                    handle.createQuery(LEFT)
                                            .bind("limit", AT_ONCE)
                                            .mapTo(String.class)
                                            .list());
            if (keys.isEmpty()) {
                return swept;
            }
            pictures.delete(keys);
            swept +=
                    database.inTransaction(
                            handle ->
                                    handle.createUpdate(
                                                    "DELETE FROM plate_pictures WHERE object_key = ANY (:keys)")
                                            .bindArray("keys", String.class, keys.toArray())
                                            .execute());
        }
    }
}
