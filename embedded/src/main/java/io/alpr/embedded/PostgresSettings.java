package io.alpr.embedded;

import java.nio.file.Path;
import java.util.List;

/**
 * One PostgreSQL server.
 *
 * @param data folder of the whole stack; the server uses {@code postgres}, {@code logs} and {@code
 *     run} in it
 * @param port on loopback; 0 takes a free one
 * @param role owner of the databases, no superuser; made at the first start, lower-case letters,
 *     digits, _
 * @param password of the role; set anew at each start when it has changed
 * @param databases made when missing, the first is the one of {@link EmbeddedPostgres#jdbcUrl()}
 */
public record PostgresSettings(
        Path data, int port, String role, String password, List<String> databases) {
    private static final String NAME = "[a-z_][a-z0-9_]{0,62}";

    /** Refuses names that would have to be quoted. */
    public PostgresSettings {
        data = data.toAbsolutePath().normalize();
        databases = List.copyOf(databases);
        Secrets.require("password", password);
        requireName("role", role);
        if (databases.isEmpty()) {
            throw new IllegalArgumentException("databases must name at least one");
        }
        databases.forEach(name -> requireName("database", name));
    }

    /**
     * A server for one test: free port, random password, role {@code alpr}, database {@code
     * alpr_db}. Durability is as in production.
     *
     * @param data an empty folder
     * @return the settings
     */
    public static PostgresSettings throwaway(Path data) {
        return new PostgresSettings(data, 0, "alpr", Secrets.random(), List.of("alpr_db"));
    }

    private static void requireName(String what, String name) {
        if (!name.matches(NAME)) {
            throw new IllegalArgumentException(
                    "%s must match %s, is '%s'".formatted(what, NAME, name));
        }
    }

    @Override
    public String toString() {
        return "PostgresSettings[%s, port %d]".formatted(data, port);
    }
}
