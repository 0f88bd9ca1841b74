package io.alpr.archive;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * Connections, bounded in number and in every wait. Unlike {@link Database} it opens although the
 * server is away: each question then fails within {@link #CONNECTION_WAIT_MAX}. After the server's
 * return the first one succeeds where nobody asked meanwhile; under steady questions the pool
 * pauses up to 5 s between its attempts, and those within that pause fail as well. Safe for use by
 * many threads.
 */
public final class PatientPool implements AutoCloseable {
    static final Duration CONNECTION_WAIT_MAX = Duration.ofSeconds(2);
    private static final String CANCELLED = "57014";

    private final String address;
    private final Use use;
    private final HikariDataSource pool;
    private final Jdbi jdbi;

    /**
     * What the connections are for.
     *
     * @param name of the pool, for logs
     * @param readOnly whether the server shall refuse whatever writes
     * @param connectionsMax at least 1
     * @param statementMax the server gives up a statement after this long; a second or more
     * @param planning when the server plans
     */
    public record Use(
            String name,
            boolean readOnly,
            int connectionsMax,
            Duration statementMax,
            Planning planning) {
        /** As the server thinks best. */
        public Use(String name, boolean readOnly, int connectionsMax, Duration statementMax) {
            this(name, readOnly, connectionsMax, statementMax, Planning.AUTO);
        }

        public Use {
            if (connectionsMax < 1 || statementMax.toSeconds() < 1) {
                throw new IllegalArgumentException(
                        "a pool needs a connection and a second, got: %d, %s"
                                .formatted(connectionsMax, statementMax));
            }
        }
    }

    /** When a statement is planned. */
    public enum Planning {
        /** As the server thinks best; it plans anew for each value where partitions differ. */
        AUTO,
        /**
         * Once for all values. Planning for a hundred partitions costs ten times what a look-up in
         * one does; partitions are chosen when it runs.
         */
        ONCE;

        private String option() {
            return this == ONCE ? " -c plan_cache_mode=force_generic_plan" : "";
        }
    }

    public PatientPool(DatabaseSettings settings, Use use) {
        this.address = settings.address();
        this.use = use;
        this.pool = new HikariDataSource(poolSettings(settings, use));
        this.jdbi = Jdbi.create(pool);
    }

    /**
     * Each statement on its own.
     *
     * @throws QuestionTooSlow when a statement took too long
     * @throws DatabaseUnavailable when the database cannot answer
     */
    public <T> T with(Function<Handle, T> work) {
        return guarded(() -> jdbi.withHandle(work::apply));
    }

    /**
     * All or nothing.
     *
     * @throws QuestionTooSlow when a statement took too long
     * @throws DatabaseUnavailable when the database cannot answer
     */
    public <T> T inTransaction(Function<Handle, T> work) {
        return guarded(() -> jdbi.inTransaction(work::apply));
    }

    /** A statement took longer than its pool allows. */
    public static final class QuestionTooSlow extends RuntimeException {
        private static final long serialVersionUID = 1;

        QuestionTooSlow(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * How busy a pool is.
     *
     * @param name of the pool
     * @param used connections that answer a question
     * @param waiting questions that wait for a connection
     * @param limit connections there may be
     */
    public record Load(String name, int used, int waiting, int limit) {}

    /** How busy it is now. */
    public Load load() {
        var bean = pool.getHikariPoolMXBean();
        // None before the first question.
        return bean == null
                ? new Load(use.name(), 0, 0, use.connectionsMax())
                : new Load(
                        use.name(),
                        bean.getActiveConnections(),
                        bean.getThreadsAwaitingConnection(),
                        use.connectionsMax());
    }

    @Override
    public void close() {
        pool.close();
    }

    private <T> T guarded(java.util.function.Supplier<T> work) {
        try {
            return work.get();
        } catch (JdbiException e) {
            throw translated(e);
        }
    }

    private RuntimeException translated(JdbiException fault) {
        var sql = innermost(fault);
        if (sql.map(SQLException::getSQLState).filter(CANCELLED::equals).isPresent()) {
            return new QuestionTooSlow(
                    "database %s took longer than %d s for a question"
                            .formatted(address, use.statementMax().toSeconds()),
                    fault);
        }
        var reason = sql.map(Throwable::getMessage).orElseGet(fault::getMessage);
        return new DatabaseUnavailable(
                "database %s cannot be used: %s"
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

    private static HikariConfig poolSettings(DatabaseSettings settings, Use use) {
        var config = new HikariConfig();
        config.setPoolName(use.name());
        config.setJdbcUrl(
                "jdbc:postgresql://%s:%d/%s"
                        .formatted(settings.host(), settings.port(), settings.name()));
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(use.connectionsMax());
        // Whatever keeps a number of connections goes on trying on its own, with ever longer
        // pauses.
        config.setMinimumIdle(0);
        config.setReadOnly(use.readOnly());
        config.setConnectionTimeout(CONNECTION_WAIT_MAX.toMillis());
        config.setValidationTimeout(1_000);
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("ApplicationName", "alpr-query");
        config.addDataSourceProperty("connectTimeout", "2");
        config.addDataSourceProperty("loginTimeout", "2");
        // A server that falls silent in mid-statement is given up a little after its own limit.
        config.addDataSourceProperty(
                "socketTimeout", String.valueOf(use.statementMax().toSeconds() + 2));
        config.addDataSourceProperty(
                "options",
                "-c statement_timeout=" + use.statementMax().toMillis() + use.planning().option());
        return config;
    }
}
