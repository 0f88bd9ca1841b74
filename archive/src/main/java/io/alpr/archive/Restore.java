package io.alpr.archive;

import io.alpr.archive.BackupManifest.Table;
import io.alpr.events.PictureKind;
import io.alpr.events.PictureMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGConnection;

/**
 * Brings a backup into an empty archive. Rows and pictures come together: when anything fails, no
 * row is there, and what was put into the bucket does no harm. Pictures that the backup lacked when
 * it was made are left out.
 */
public final class Restore {
    private static final int TELL_EVERY = 200;

    /** Odd times beyond go to the DEFAULT partition. */
    private static final int DAYS_MAX = 3_660;

    /** A recorder that runs waits meanwhile; its events wait in Kafka. */
    private static final String LOCKED =
            "LOCK TABLE %s IN EXCLUSIVE MODE".formatted(String.join(", ", Backup.TABLES));

    private final Database database;
    private final PictureStore store;
    private final Consumer<String> progress;

    /**
     * @param database opened by {@link Database#open}
     * @param store of the same archive, with its bucket
     * @param progress told in words what is done
     */
    public Restore(Database database, PictureStore store, Consumer<String> progress) {
        this.database = database;
        this.store = store;
        this.progress = progress;
    }

    /**
     * What was brought back.
     *
     * @param manifest of the backup
     * @param erased passes in it that were erased on request, and are not back
     */
    public record Restored(BackupManifest manifest, long erased) {}

    /**
     * Brings it back, but for what was erased: as this archive and the backup know it.
     *
     * @param folder of a whole backup
     * @return what it held, and how much of that was left out
     * @throws IOException when the backup is not whole, was changed, is of a newer program, or the
     *     archive is not empty
     * @throws DatabaseUnavailable when the database fails
     * @throws ObjectStoreFault when the object store does
     */
    public Restored from(Path folder) throws IOException {
        var manifest = BackupManifest.read(folder);
        var erasures = ErasureFile.read(folder);
        var tables = folder.resolve(manifest.folder());
        for (var table : manifest.tables()) {
            check(table, tables);
        }
        progress.accept("a partition for each day");
        coverDays(manifest);
        try {
            return database.inLongTransaction(
                    handle -> {
                        // First of all, as whoever stores does: so nobody waits in a circle, and
                        // whoever stores next knows what was erased.
                        Tombstones.exclude(handle, "120s");
                        handle.execute(LOCKED);
                        demandEmpty(handle);
                        KnownPlates.promise(handle);
                        for (var table : manifest.tables()) {
                            progress.accept("table " + table.name());
                            demandColumns(handle, table);
                            fill(handle, table, tables);
                        }
                        erasures.addTo(handle);
                        long erased = new Tombstones().enforce(handle);
                        KnownPlates.rebuild(handle);
                        pictures(handle, folder, new HashSet<>(manifest.missing()));
                        return new Restored(manifest, erased);
                    });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void check(Table table, Path folder) throws IOException {
        if (!Backup.TABLES.contains(table.name())) {
            throw new IOException(
                    "the backup holds a table that this program does not know: " + table.name());
        }
        var file = table.file(folder);
        try {
            if (!BackupManifest.sha256(file).equals(table.sha256())) {
                throw new IOException(file + " is not the file that was backed up");
            }
        } catch (NoSuchFileException e) {
            throw new IOException(file + " is missing", e);
        }
    }

    private static void demandEmpty(Handle handle) {
        long passes =
                handle.createQuery("SELECT count(*) FROM plate_events").mapTo(Long.class).one();
        if (passes > 0) {
            throw refused(
                    "the archive has %,d passes: restore into an empty one".formatted(passes));
        }
    }

    private static UncheckedIOException refused(String reason) {
        return new UncheckedIOException(new IOException(reason));
    }

    private static void demandColumns(Handle handle, Table table) {
        var there =
                new HashSet<>(
                        handle.createQuery(
                                        """
                                        SELECT column_name FROM information_schema.columns
                                        WHERE table_schema = current_schema() AND table_name = :name
                                        """)
                                .bind("name", table.name())
                                .mapTo(String.class)
                                .list());
        var unknown = table.columns().stream().filter(column -> !there.contains(column)).toList();
        if (!unknown.isEmpty()) {
            throw refused(
                    "the backup is of a newer program: table %s lacks the columns %s"
                            .formatted(table.name(), unknown));
        }
    }

    private static void fill(Handle handle, Table table, Path folder) throws SQLException {
        // The recorder that made the schema may have left reports of cameras.
        handle.execute("DELETE FROM " + table.name());
        var copy =
                "COPY %s (%s) FROM STDIN WITH (FORMAT csv)"
                        .formatted(table.name(), table.columnList());
        try (var in = new GZIPInputStream(Files.newInputStream(table.file(folder)), 1 << 16)) {
            long rows =
                    handle.getConnection()
                            .unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyIn(copy, in, 1 << 16);
            if (rows != table.rows()) {
                throw refused(
                        "table %s got %d of %d rows".formatted(table.name(), rows, table.rows()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Noted(String key, UUID eventId, String kind, int revision, String sha256) {}

    private void pictures(Handle handle, Path folder, Set<String> missing) {
        List<Noted> noted =
                handle.createQuery(
                                """
                                SELECT object_key, event_id, kind, revision, sha256
                                FROM plate_pictures WHERE state = 'stored'
                                """)
                        .map(
                                (row, _) ->
                                        new Noted(
                                                row.getString(1),
                                                row.getObject(2, UUID.class),
                                                row.getString(3),
                                                row.getInt(4),
                                                row.getString(5)))
                        .list();
        int done = 0;
        for (var picture : noted) {
            if (done++ % TELL_EVERY == 0) {
                progress.accept("picture %,d of %,d".formatted(done, noted.size()));
            }
            if (!missing.contains(picture.key())) {
                put(picture, folder);
            }
        }
    }

    private void put(Noted picture, Path folder) {
        try {
            var bytes = Files.readAllBytes(BackupManifest.picture(folder, picture.key()));
            if (!PictureMessage.hashOf(bytes).equals(picture.sha256())) {
                throw refused(
                        "picture %s is not the one that was backed up".formatted(picture.key()));
            }
            store.put(
                    new PictureMessage(
                            picture.eventId(),
                            picture.revision(),
                            PictureKind.ofWireName(picture.kind()),
                            picture.key(),
                            picture.sha256(),
                            bytes));
        } catch (NoSuchFileException e) {
            throw refused("picture %s is missing in the backup".formatted(picture.key()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** So that rows go where they belong, and retention can let whole days go. */
    private void coverDays(BackupManifest manifest) {
        if (!manifest.oldest().isEmpty()) {
            var oldest = Instant.parse(manifest.oldest());
            var days = Duration.between(oldest, Instant.parse(manifest.newest())).toDays() + 1;
            var _ =
                    new Partitions(database)
                            .cover(oldest, Math.toIntExact(Math.min(days, DAYS_MAX)));
        }
    }
}
