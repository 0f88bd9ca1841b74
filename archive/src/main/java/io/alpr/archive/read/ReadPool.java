package io.alpr.archive.read;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.alpr.archive.DatabaseSettings;
import io.alpr.archive.DatabaseUnavailable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * Read-only connections, bounded in number and in every wait. Unlike the writer's door it opens
 * although the server is away: each question then fails within {@link #CONNECTION_WAIT_MAX}, and
 * the first one after the server's return succeeds.
 */
final class ReadPool implements AutoCloseable {
    static final Duration CONNECTION_WAIT_MAX = Duration.ofSeconds(2);

    /** The server gives up a statement after this long. */
    private static final Duration STATEMENT_MAX = Duration.ofSeconds(10);

    private static final String CANCELLED = "57014";

    private final String address;
    private final HikariDataSource pool;
    private final Jdbi jdbi;

    ReadPool(DatabaseSettings settings) {
        this.address = settings.address();
        this.pool = new HikariDataSource(poolSettings(settings));
        this.jdbi = Jdbi.create(pool);
    }

    /**
     * @throws QueryTooSlow when a statement took too long
     * @throws DatabaseUnavailable when the database cannot answer
     */
    <T> T with(Function<Handle, T> work) {
        try {
            return jdbi.withHandle(work::apply);
        } catch (JdbiException e) {
            throw translated(e);
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    private RuntimeException translated(JdbiException fault) {
        var sql = innermost(fault);
        if (sql.map(SQLException::getSQLState).filter(CANCELLED::equals).isPresent()) {
            return new QueryTooSlow(
                    "database %s took longer than %d s for a question"
                            .formatted(address, STATEMENT_MAX.toSeconds()),
                    fault);
        }
        var reason = sql.map(Throwable::getMessage).orElseGet(fault::getMessage);
        return new DatabaseUnavailable(
                "database %s cannot be read: %s"
                        .formatted(
                                address,
                                Objects.requireNonNullElse(reason, "no message")
                                        .lines()
                                        .findFirst()
                                        .orElse("no message")),
                fault);
    }

    private static Optional<SQLException> innermost(Throwable fault) {
        Optional<SQLException> found = Optional.empty();
        var depth = 0;
        for (Throwable at = fault; at != null && depth < 20; at = at.getCause(), depth++) {
            if (at instanceof SQLException sql) {
                found = Optional.of(sql);
            }
        }
        return found;
    }

    private static HikariConfig poolSettings(DatabaseSettings settings) {
        var config = new HikariConfig();
        config.setPoolName("archive-read");
        config.setJdbcUrl(
                "jdbc:postgresql://%s:%d/%s"
                        .formatted(settings.host(), settings.port(), settings.name()));
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(settings.connectionsMax());
        config.setMinimumIdle(1);
        config.setReadOnly(true);
        config.setConnectionTimeout(CONNECTION_WAIT_MAX.toMillis());
        config.setValidationTimeout(1_000);
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("ApplicationName", "alpr-query");
        config.addDataSourceProperty("connectTimeout", "2");
        config.addDataSourceProperty("loginTimeout", "2");
        // A server that falls silent in mid-statement is given up a little after its own limit.
        config.addDataSourceProperty(
                "socketTimeout", String.valueOf(STATEMENT_MAX.toSeconds() + 2));
        config.addDataSourceProperty("options", "-c statement_timeout=" + STATEMENT_MAX.toMillis());
        return config;
    }
}
