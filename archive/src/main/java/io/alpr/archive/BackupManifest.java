package io.alpr.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What a backup holds: {@code manifest.json} in its folder, written last, so that a folder without
 * one is no backup.
 *
 * @param format of the folder
 * @param takenAt the moment that it shows, ISO 8601, UTC
 * @param oldest first pass, ISO 8601, UTC; empty where there is none
 * @param newest last pass, the same
 * @param folder in which the tables are, of this backup alone
 * @param tables in the order in which they go back
 * @param pictures objects below {@code pictures/}, by their keys
 * @param missing keys of pictures that could not be had when it was made
 */
public record BackupManifest(
        int format,
        String takenAt,
        String oldest,
        String newest,
        String folder,
        List<Table> tables,
        long pictures,
        List<String> missing) {
    static final int FORMAT = 1;
    static final String NAME = "manifest.json";

    /** What the folders of tables begin with. */
    static final String TABLES = "tables-";

    private static final ObjectMapper JSON = new ObjectMapper();

    public BackupManifest {
        tables = List.copyOf(tables);
        missing = List.copyOf(missing);
        if (!folder.matches(TABLES + "[0-9TZ]{1,30}")) {
            throw new IllegalArgumentException("a backup names no such folder: " + folder);
        }
        if (format != FORMAT) {
            throw new IllegalArgumentException(
                    "a backup of format %d is known, not of %d: restore it with the program that made it"
                            .formatted(FORMAT, format));
        }
    }

    /**
     * A table as CSV, compressed with gzip.
     *
     * @param name of the table, and of its file before {@code .csv.gz}
     * @param columns in the order of the file
     * @param rows in it
     * @param sha256 of the file
     */
    public record Table(String name, List<String> columns, long rows, String sha256) {
        private static final String WORD = "[a-z][a-z0-9_]{0,62}";

        public Table {
            columns = List.copyOf(columns);
            if (!name.matches(WORD) || columns.isEmpty()) {
                throw new IllegalArgumentException("a backup names no such table: " + name);
            }
            for (var column : columns) {
                if (!column.matches(WORD)) {
                    throw new IllegalArgumentException("a backup names no such column: " + column);
                }
            }
        }

        Path file(Path tables) {
            return tables.resolve(name + ".csv.gz");
        }

        String columnList() {
            return String.join(", ", columns);
        }
    }

    /** Rows of a table, 0 where the backup has none of that name. */
    public long rows(String table) {
        return tables.stream().filter(one -> one.name().equals(table)).mapToLong(Table::rows).sum();
    }

    /** Whether a folder is a backup. */
    static boolean isIn(Path folder) {
        return Files.exists(folder.resolve(NAME));
    }

    static Path picture(Path folder, String key) {
        var all = folder.toAbsolutePath().normalize().resolve("pictures");
        var file = all.resolve(key).normalize();
        if (!file.startsWith(all) || file.equals(all)) {
            throw new IllegalArgumentException("a backup names no such picture: " + key);
        }
        return file;
    }

    /**
     * Reads that of a folder.
     *
     * @throws IOException when there is none, or it is none of ours
     */
    static BackupManifest read(Path folder) throws IOException {
        var file = folder.resolve(NAME);
        if (!Files.exists(file)) {
            throw new IOException(folder + " is no whole backup: it has no " + NAME);
        }
        try {
            return JSON.readValue(Files.readString(file), BackupManifest.class);
        } catch (JsonProcessingException e) {
            throw new IOException(file + " cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    void write(Path folder) throws IOException {
        var part = folder.resolve(NAME + ".part");
        Files.writeString(part, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this));
        Files.move(
                part,
                folder.resolve(NAME),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** SHA-256 of a file, 64 lower-case hexadecimal digits. */
    static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                var digesting = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digesting.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digesting.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
