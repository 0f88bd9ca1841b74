package io.alpr.archive.read;

import io.alpr.archive.DatabaseSettings;
import io.alpr.archive.DatabaseUnavailable;
import io.alpr.archive.PassChanges;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.PGConnection;

/**
 * Hears when passes are committed (PostgreSQL's LISTEN), on a connection of its own. It may ring
 * for nothing, and what was committed before {@link #await} was called first is not rung for. For
 * one thread.
 */
public final class ChangeBell implements AutoCloseable {
    private final DatabaseSettings settings;
    private Optional<Connection> listening = Optional.empty();

    /** For this database, whether or not it is there already. */
    public ChangeBell(DatabaseSettings settings) {
        this.settings = settings;
    }

    /**
     * Waits until it rings, but no longer than that; begins to listen where it does not yet, and
     * then answers at once.
     *
     * @throws DatabaseUnavailable when the database is away
     */
    public void await(Duration most) {
        try {
            if (listening.isEmpty()) {
                listening = Optional.of(connected());
                return;
            }
            listening
                    .get()
                    .unwrap(PGConnection.class)
                    .getNotifications(Math.max(1, Math.toIntExact(most.toMillis())));
        } catch (SQLException e) {
            close();
            throw new DatabaseUnavailable(
                    "database %s cannot be listened to: %s"
                            .formatted(settings.address(), e.getMessage()),
                    e);
        }
    }

    private Connection connected() throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", settings.user());
        properties.setProperty("password", settings.password());
        properties.setProperty("ApplicationName", "alpr-query");
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("loginTimeout", "2");
        properties.setProperty("tcpKeepAlive", "true");
        var connection =
                DriverManager.getConnection(
                        "jdbc:postgresql://%s:%d/%s"
                                .formatted(settings.host(), settings.port(), settings.name()),
                        properties);
        try (var statement = connection.createStatement()) {
            statement.execute("LISTEN " + PassChanges.CHANNEL);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    @Override
    public void close() {
        try {
            if (listening.isPresent()) {
                listening.get().close();
            }
        } catch (SQLException e) {
            // It is gone anyway, and nothing was written on it.
            listening = Optional.empty();
        }
        listening = Optional.empty();
    }
}
