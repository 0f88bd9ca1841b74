package io.alpr.app.stack;

import io.alpr.service.StartFailure;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The {@code .env} of the compose stack. */
public final class ComposeSecrets {
    /** Bytes of each; those of a Kafka cluster's id are a UUID's. */
    private static final Map<String, Integer> BYTES = bytes();

    private static final SecureRandom RANDOM = new SecureRandom();

    private ComposeSecrets() {}

    private static Map<String, Integer> bytes() {
        var bytes = new LinkedHashMap<String, Integer>();
        bytes.put("DB_PASSWORD", 24);
        bytes.put("MINIO_ACCESS_KEY", 12);
        bytes.put("MINIO_SECRET_KEY", 24);
        bytes.put("GRAFANA_PASSWORD", 18);
        bytes.put("ALPR_METRICS_TOKEN", 24);
        bytes.put("KAFKA_JMX_PASSWORD", 18);
        bytes.put("KAFKA_CLUSTER_ID", 16);
        return bytes;
    }

    /** Their names. */
    public static List<String> names() {
        return List.copyOf(BYTES.keySet());
    }

    /**
     * Adds what the file lacks, and makes it where there is none; 0600.
     *
     * @return the names of those that were made
     * @throws IOException when it cannot be read or written
     * @throws StartFailure when its folder is missing
     */
    public static List<String> complete(Path file) throws IOException {
        var folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new StartFailure(
                    "%s has no folder; name a file in one that is there".formatted(file));
        }
        var text = Files.exists(file) ? Files.readString(file) : "";
        var known = new Properties();
        known.load(new StringReader(text));
        var made = new ArrayList<String>();
        var lines = new StringBuilder(text);
        if (!text.isEmpty() && !text.endsWith("\n")) {
            lines.append('\n');
        }
        for (var name : BYTES.keySet()) {
            if (known.getProperty(name, "").isBlank()) {
                lines.append("%s=%s%n".formatted(name, secret(BYTES.getOrDefault(name, 0))));
                made.add(name);
            }
        }
        if (!made.isEmpty()) {
            write(file, folder, lines.toString());
        }
        return List.copyOf(made);
    }

    /** Letters, digits, dashes and underscores: nothing that a shell or an address would take. */
    private static String secret(int bytes) {
        var random = new byte[bytes];
        RANDOM.nextBytes(random);
        // A cluster's id must not begin with a dash, which its tools take for an option.
        random[0] = (byte) (random[0] & 0x3f);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    private static void write(Path file, Path folder, String text) throws IOException {
        var unfinished =
                Files.createTempFile(
                        folder,
                        ".env",
                        ".part",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        Files.writeString(unfinished, text);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
