package io.alpr.archive;

import io.alpr.archive.BackupManifest.Table;
import io.alpr.events.PictureMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGConnection;

/**
 * Writes the archive into a folder, as of one moment, while everything goes on: the tables by COPY,
 * and every picture that they know. Into the folder of an earlier backup only the pictures go that
 * are not there yet, and those go away that the archive has no more. No retention runs meanwhile.
 */
public final class Backup {
    static final List<String> TABLES =
            List.of(
                    "plate_events",
                    "plate_pictures",
                    "camera_status",
                    "camera_status_minutes",
                    "event_holds",
                    "archive_deeds",
                    "pass_corrections",
                    "pass_notes",
                    "pass_tags");

    private static final int AT_ONCE = 8;
    private static final int TELL_EVERY = 200;

    private static final String COLUMNS =
            """
            SELECT column_name FROM information_schema.columns
            WHERE table_schema = current_schema() AND table_name = :name AND is_identity = 'NO'
            ORDER BY ordinal_position
            """;

    /** Erased pictures may be in the bucket still, until the next sweep. */
    private static final String NOT_ERASED = "event_id NOT IN (SELECT event_id FROM erased_events)";

    private static final String STORED =
            "SELECT object_key, sha256 FROM plate_pictures WHERE state = 'stored' AND %s ORDER BY object_key"
                    .formatted(NOT_ERASED);

    /** As it is noted. */
    static final String DEED = "backup";

    private final Database database;
    private final PictureStore store;
    private final Consumer<String> progress;

    /**
     * @param database opened by {@link Database#openMigrated}
     * @param store of the same archive
     * @param progress told in words what is done
     */
    public Backup(Database database, PictureStore store, Consumer<String> progress) {
        this.database = database;
        this.store = store;
        this.progress = progress;
    }

    /**
     * What was written.
     *
     * @param manifest of the backup
     * @param copied pictures that were not there yet
     */
    public record Written(BackupManifest manifest, long copied) {
        /** Keys of pictures that the bucket does not have, or not with their bytes. */
        public List<String> missing() {
            return manifest.missing();
        }
    }

    private record Noted(String key, String sha256) {}

    /**
     * Writes it.
     *
     * @param folder new, empty, or of an earlier backup; only its owner may enter
     * @throws IOException when the folder is none of these, cannot be written, or is being written
     *     by another backup
     * @throws DatabaseUnavailable when the database fails
     * @throws ObjectStoreFault when the object store does
     */
    public Written into(Path folder) throws IOException {
        prepare(folder);
        try (var _ = FolderLock.of(folder)) {
            // Retention stays out until the last picture is copied.
            return new RetentionLock(database).shared(progress, () -> written(folder));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /**
     * Pictures are copied after the transaction, which would keep partitions from being made: they
     * do not change, and nobody deletes them meanwhile.
     */
    private Written written(Path folder) {
        var takenAt = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var tables = BackupManifest.TABLES + takenAt.toString().replaceAll("[^0-9TZ]", "");
        var rows = database.inTransaction(handle -> rows(handle, folder.resolve(tables)));
        demandNoLoss(folder, rows);
        var missing = new ArrayList<String>();
        long copied = copied(rows.noted(), folder, missing);
        var manifest =
                new BackupManifest(
                        BackupManifest.FORMAT,
                        takenAt.toString(),
                        rows.oldest(),
                        rows.newest(),
                        tables,
                        rows.tables(),
                        rows.noted().size() - (long) missing.size(),
                        missing);
        try {
            ErasureFile.read(folder).with(rows.erasures()).write(folder);
            manifest.write(folder);
            deleteOthers(folder, tables);
            deletePicturesBut(rows.noted(), folder);
            note(manifest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Written(manifest, copied);
    }

    private void note(BackupManifest manifest) {
        database.inTransaction(
                handle -> {
                    Deeds.note(
                            handle,
                            DEED,
                            "taken_at",
                            manifest.takenAt(),
                            "pictures",
                            manifest.pictures(),
                            "missing",
                            manifest.missing().size());
                    return true;
                });
    }

    /** An archive that was lost and begun anew must not take its last backup with it. */
    private static void demandNoLoss(Path folder, Rows rows) {
        try {
            if (BackupManifest.isIn(folder)
                    && rows.oldest().isEmpty()
                    && !BackupManifest.read(folder).oldest().isEmpty()) {
                throw new IOException(
                        "the archive has no passes, and the backup in %s has: restore it, or name another folder"
                                .formatted(folder));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As of one moment. */
    private record Rows(
            List<Table> tables,
            List<Noted> noted,
            String oldest,
            String newest,
            ErasureFile erasures) {}

    private Rows rows(Handle handle, Path folder) throws SQLException {
        handle.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var tables = new ArrayList<Table>();
        for (var name : TABLES) {
            progress.accept("table " + name);
            tables.add(table(handle, name, folder));
        }
        var noted =
                handle.createQuery(STORED)
                        .map((row, _) -> new Noted(row.getString(1), row.getString(2)))
                        .list();
        return new Rows(
                tables, noted, bound(handle, "min"), bound(handle, "max"), ErasureFile.of(handle));
    }

    /** The tables of earlier backups, of which nothing speaks any more. */
    private static void deleteOthers(Path folder, String tables) throws IOException {
        try (var folders = Files.newDirectoryStream(folder, BackupManifest.TABLES + "*")) {
            for (var old : folders) {
                if (!old.endsWith(tables)) {
                    try (var files = Files.newDirectoryStream(old)) {
                        for (var file : files) {
                            Files.delete(file);
                        }
                    }
                    Files.delete(old);
                }
            }
        }
    }

    /** What the archive has let go, or had to erase, is not kept here. */
    private static void deletePicturesBut(List<Noted> noted, Path folder) throws IOException {
        var all = folder.resolve("pictures");
        if (!Files.isDirectory(all)) {
            return;
        }
        var known = new HashSet<Path>();
        noted.forEach(picture -> known.add(BackupManifest.picture(folder, picture.key())));
        try (var files = Files.walk(all.toAbsolutePath().normalize())) {
            for (var file : (Iterable<Path>) files::iterator) {
                if (Files.isRegularFile(file) && !known.contains(file)) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void prepare(Path folder) throws IOException {
        Files.createDirectories(folder);
        if (!BackupManifest.isIn(folder) && !isEmpty(folder)) {
            throw new IOException(
                    folder + " is not empty and no backup: name a new folder, or that of a backup");
        }
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** What a backup that was cut short has left does not count. */
    private static boolean isEmpty(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .allMatch(
                            name ->
                                    name.startsWith(BackupManifest.TABLES)
                                            || name.equals("pictures")
                                            || name.startsWith(ErasureFile.NAME)
                                            || name.equals(FolderLock.NAME)
                                            || name.equals(BackupManifest.NAME + ".part"));
        }
    }

    private static String bound(Handle handle, String which) {
        return handle.createQuery("SELECT %s(captured_at) FROM plate_events".formatted(which))
                .mapTo(Instant.class)
                .findOne()
                .map(Instant::toString)
                .orElse("");
    }

    private static Table table(Handle handle, String name, Path folder) throws SQLException {
        var columns = handle.createQuery(COLUMNS).bind("name", name).mapTo(String.class).list();
        var table = new Table(name, columns, 0, "");
        var file = table.file(folder);
        var part = file.resolveSibling(file.getFileName() + ".part");
        var copy =
                "COPY (SELECT %s FROM %s%s) TO STDOUT WITH (FORMAT csv)"
                        .formatted(
                                table.columnList(),
                                name,
                                name.equals("plate_pictures") ? " WHERE " + NOT_ERASED : "");
        try {
            long rows;
            try (var out = new GZIPOutputStream(Files.newOutputStream(part), 1 << 16)) {
                rows =
                        handle.getConnection()
                                .unwrap(PGConnection.class)
                                .getCopyAPI()
                                .copyOut(copy, out);
            }
            Files.move(
                    part,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            return new Table(name, columns, rows, BackupManifest.sha256(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies what is not there yet, several at once, and tells which could not be had. */
    private long copied(List<Noted> noted, Path folder, List<String> missing) {
        long copied = 0;
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (int from = 0; from < noted.size(); from += TELL_EVERY) {
                progress.accept("picture %,d of %,d".formatted(from, noted.size()));
                var some = noted.subList(from, Math.min(from + TELL_EVERY, noted.size()));
                var outcomes = copied(some, folder, threads);
                for (int i = 0; i < some.size(); i++) {
                    copied += outcomes.get(i) == Outcome.COPIED ? 1 : 0;
                    if (outcomes.get(i) == Outcome.MISSING) {
                        missing.add(some.get(i).key());
                    }
                }
            }
        }
        return copied;
    }

    private enum Outcome {
        THERE,
        COPIED,
        MISSING
    }

    private List<Outcome> copied(List<Noted> some, Path folder, ExecutorService threads) {
        var outcomes = new ArrayList<Outcome>();
        try {
            var tasks = some.stream().map(one -> (Callable<Outcome>) () -> copy(one, folder));
            for (var task : threads.invokeAll(tasks.toList())) {
                outcomes.add(task.get());
            }
            return outcomes;
        } catch (ExecutionException e) {
            throw switch (e.getCause()) {
                case RuntimeException failure -> failure;
                case IOException failure -> new UncheckedIOException(failure);
                case null, default -> new IllegalStateException("a picture failed", e);
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while copying pictures", e);
        }
    }

    private Outcome copy(Noted picture, Path folder) throws IOException {
        var file = BackupManifest.picture(folder, picture.key());
        if (Files.exists(file) && BackupManifest.sha256(file).equals(picture.sha256())) {
            return Outcome.THERE;
        }
        var bytes = store.read(picture.key());
        if (bytes.map(PictureMessage::hashOf).filter(picture.sha256()::equals).isEmpty()) {
            return Outcome.MISSING;
        }
        Files.createDirectories(file.resolveSibling(""));
        var part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, bytes.orElseThrow());
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return Outcome.COPIED;
    }
}
