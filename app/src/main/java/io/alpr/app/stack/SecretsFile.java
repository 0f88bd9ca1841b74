package io.alpr.app.stack;

import io.alpr.embedded.Secrets;
import io.alpr.service.StartFailure;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;

/**
 * The passwords of an embedded stack: {@code secrets.env} in its data folder, made at the first
 * start, readable by its owner alone (0600). The names are those of the environment variables, so
 * that {@code . secrets.env} serves a shell.
 */
public final class SecretsFile {
    /** Its name in the data folder. */
    public static final String NAME = "secrets.env";

    private static final String DATABASE = "DB_PASSWORD";
    private static final String ACCESS = "MINIO_ACCESS_KEY";
    private static final String SECRET = "MINIO_SECRET_KEY";
    private static final String JMX = "KAFKA_JMX_PASSWORD";

    private SecretsFile() {}

    /**
     * The secrets of this folder, new ones where it has none.
     *
     * @throws StartFailure when the file cannot be read or written, or lacks a secret
     */
    public static Secrets in(Path data) {
        var file = data.resolve(NAME);
        try {
            return Files.exists(file) ? read(file) : written(file);
        } catch (IOException e) {
            throw new StartFailure(
                    "%s cannot be used: %s; check who owns the data folder"
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    private static Secrets read(Path file) throws IOException {
        var lines = new Properties();
        lines.load(new StringReader(Files.readString(file)));
        var kept =
                new Secrets(
                        value(lines, DATABASE, file),
                        value(lines, ACCESS, file),
                        value(lines, SECRET, file),
                        lines.getProperty(JMX, Secrets.random()).strip());
        if (lines.getProperty(JMX) == null) {
            // A file of before JMX had a login.
            write(file, kept);
        }
        return kept;
    }

    private static String value(Properties lines, String name, Path file) {
        var value = lines.getProperty(name);
        if (value == null || value.isBlank()) {
            throw new StartFailure(
                    "%s lacks %s; put it back, the data was made with it".formatted(file, name));
        }
        return value.strip();
    }

    private static Secrets written(Path file) throws IOException {
        var secrets = Secrets.generated();
        write(file, secrets);
        return secrets;
    }

    private static void write(Path file, Secrets secrets) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        // Under another name until it is whole: half a file would lock its owner out of the data.
        var unfinished = file.resolveSibling(NAME + ".part");
        Files.deleteIfExists(unfinished);
        Files.createFile(
                unfinished,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                unfinished,
                """
                # Made at the first start. Keep it with the data; whoever reads it has the data.
                %s=%s
                %s=%s
                %s=%s
                # The broker's JMX port lets the user alpr read with it.
                %s=%s
                """
                        .formatted(
                                DATABASE,
                                secrets.databasePassword(),
                                ACCESS,
                                secrets.objectAccessKey(),
                                SECRET,
                                secrets.objectSecretKey(),
                                JMX,
                                secrets.jmxPassword()));
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
