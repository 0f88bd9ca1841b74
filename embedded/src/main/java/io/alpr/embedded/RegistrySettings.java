package io.alpr.embedded;

import java.nio.file.Path;

/**
 * One schema registry.
 *
 * @param data folder of the whole stack; the registry uses {@code logs} and {@code run} in it, its
 *     schemas lie in the database
 * @param port of Confluent's API on loopback; 0 takes a free one
 * @param jdbcUrl a PostgreSQL database of its own
 * @param user its owner
 * @param password of that user
 */
public record RegistrySettings(Path data, int port, String jdbcUrl, String user, String password) {
    /** Refuses an address that is not PostgreSQL's. */
    public RegistrySettings {
        data = data.toAbsolutePath().normalize();
        Secrets.require("password", password);
        if (!jdbcUrl.startsWith("jdbc:postgresql://")) {
            throw new IllegalArgumentException(
                    "jdbcUrl must start with jdbc:postgresql://, is '%s'".formatted(jdbcUrl));
        }
    }

    /**
     * A registry for one test, on a free port, with its tables in the server's first database.
     *
     * @param data an empty folder
     * @param postgres a running server
     * @return the settings
     */
    public static RegistrySettings throwaway(Path data, EmbeddedPostgres postgres) {
        return new RegistrySettings(
                data, 0, postgres.jdbcUrl(), postgres.user(), postgres.password());
    }

    @Override
    public String toString() {
        return "RegistrySettings[%s, port %d, %s]".formatted(data, port, jdbcUrl);
    }
}
