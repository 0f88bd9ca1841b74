package io.alpr.archive;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An opened database: a bounded pool of connections to a schema of the version that this program
 * knows. Safe for use by many threads.
 *
 * <p>Whoever opens it first brings the schema up to date; others that start at the same moment wait
 * for that. Migrations only ever add.
 */
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final String MIGRATIONS = "classpath:io/alpr/archive/migration";

    /** Key of the advisory lock; "alpr" in ASCII. */
    private static final long MIGRATION_LOCK = 0x616c7072;

    /**
     * No call waits longer for a connection; while the server is away that is how soon it fails.
     */
    private static final Duration CONNECTION_WAIT_MAX = Duration.ofSeconds(5);

    /** A server that falls silent in mid-statement is given up after this. */
    private static final Duration SILENCE_MAX = Duration.ofSeconds(60);

    /** Two lanes, the retention of one of them, a second one for each. */
    private static final int CONNECTIONS_TO_SPARE = 6;

    /**
     * TimescaleDB changes no more than 100,000 rows that are kept as columns in one transaction,
     * unless told otherwise; to a server without it, or with an older one, this says nothing.
     */
    private static final String UNLIMITED =
            """
            DO $$ BEGIN
                PERFORM set_config('timescaledb.max_tuples_decompressed_per_dml_transaction', '0', false);
            EXCEPTION WHEN OTHERS THEN NULL;
            END $$
            """;

    private static final int LONG_MAX_MILLIS = 3_600_000;

    private final DatabaseSettings settings;
    private final HikariDataSource pool;
    private final Jdbi jdbi;

    private Database(DatabaseSettings settings, HikariDataSource pool) {
        this.settings = settings;
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
    }

    /**
     * Connects, and brings the schema up to date.
     *
     * @throws DatabaseUnavailable when it cannot be reached, entered or migrated
     */
    public static Database open(DatabaseSettings settings) {
        return opened(settings, SILENCE_MAX, Database::migrate);
    }

    /**
     * Connects, and only looks whether the schema is the one this program knows. For parts that
     * merely read.
     *
     * @throws DatabaseUnavailable when it cannot be reached or entered, or when the schema is older
     *     than this program (the recorder has not run yet)
     */
    public static Database openMigrated(DatabaseSettings settings) {
        return openMigrated(settings, SILENCE_MAX);
    }

    /**
     * {@link #openMigrated(DatabaseSettings)} for somebody whose statements are short.
     *
     * @param silenceMax a server that says nothing for so long is given up; a second or more
     */
    public static Database openMigrated(DatabaseSettings settings, Duration silenceMax) {
        return opened(settings, silenceMax, Database::demandCurrentSchema);
    }

    /** Whether somebody who has a connection may wait for a second one. */
    boolean hasConnectionsToSpare() {
        return settings.connectionsMax() >= CONNECTIONS_TO_SPARE;
    }

    /** Where it is, fit for logs. */
    public String address() {
        return settings.address();
    }

    /** Something to do on a connection. */
    @FunctionalInterface
    public interface Work<T> {
        /**
         * @throws SQLException as the driver does
         */
        T on(Handle handle) throws SQLException;
    }

    /**
     * Runs work on one connection, each statement on its own.
     *
     * @throws DatabaseUnavailable when the database fails; try again later
     * @throws DataRefused when the database refuses the data itself; do not
     */
    public <T> T with(Work<T> work) {
        return guarded(() -> jdbi.withHandle(work::on));
    }

    /**
     * Runs work in one transaction, committed when it returns and rolled back when it throws.
     *
     * @throws DatabaseUnavailable when the database fails; try again later
     * @throws DataRefused when the database refuses the data itself; do not
     */
    public <T> T inTransaction(Work<T> work) {
        return guarded(() -> jdbi.inTransaction(work::on));
    }

    /**
     * {@link #inTransaction} for work of which one statement may take up to an hour, as one that
     * goes through the whole archive.
     *
     * @throws DatabaseUnavailable when the database fails; try again later
     * @throws DataRefused when the database refuses the data itself; do not
     */
    public <T> T inLongTransaction(Work<T> work) {
        return guarded(
                () ->
                        jdbi.inTransaction(
                                handle -> {
                                    // The pool takes it back.
                                    handle.getConnection()
                                            .setNetworkTimeout(Runnable::run, LONG_MAX_MILLIS);
                                    return work.on(handle);
                                }));
    }

    /** Whether it answers now; waits {@link #CONNECTION_WAIT_MAX} at most. */
    public boolean answers() {
        try {
            return with(handle -> handle.createQuery("SELECT 1").mapTo(Integer.class).one()) == 1;
        } catch (DatabaseUnavailable e) {
            LOG.debug("database={} does not answer: {}", address(), e.getMessage());
            return false;
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    @FunctionalInterface
    private interface Call<T> {
        T run() throws SQLException;
    }

    private <T> T guarded(Call<T> call) {
        try {
            return call.run();
        } catch (JdbiException | SQLException e) {
            throw SqlFaults.translated(address(), e);
        } catch (AssertionError e) {
            // So the driver says that a connection went in mid-batch (its BatchResultHandler); an
            // Error would end the caller's thread for good.
            throw SqlFaults.unavailable(address(), e);
        }
    }

    /** Connects and leaves the schema alone. */
    static Database unprepared(DatabaseSettings settings) {
        return opened(settings, SILENCE_MAX, _ -> {});
    }

    private static Database opened(
            DatabaseSettings settings, Duration silenceMax, Consumer<Database> prepare) {
        HikariDataSource pool;
        try {
            pool = new HikariDataSource(poolSettings(settings, silenceMax));
        } catch (RuntimeException e) {
            throw SqlFaults.unavailable(settings.address(), e);
        }
        var database = new Database(settings, pool);
        try {
            prepare.accept(database);
            return database;
        } catch (FlywayException e) {
            pool.close();
            throw SqlFaults.unavailable(settings.address(), e);
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    /**
     * Under a lock of our own: Flyway's covers the migrations, but not the making of its own table,
     * where several that start at once on a new database trip over each other. The lock is on a
     * connection beside the pool, which may have one connection only.
     */
    private void migrate() {
        try (var lock =
                        DriverManager.getConnection(
                                url(settings), settings.user(), settings.password());
                var statement = lock.createStatement()) {
            statement.execute("SET lock_timeout = '120s'");
            statement.execute("SELECT pg_advisory_lock(" + MIGRATION_LOCK + ")");
            demandKnownSchema(flyway());
            var done = flyway().migrate().migrationsExecuted;
            LOG.info("database={} schema is current, migrations={}", address(), done);
        } catch (SQLException e) {
            throw SqlFaults.unavailable(address(), e);
        }
    }

    /** A later release may have moved what this one would write past. */
    private void demandKnownSchema(Flyway flyway) {
        for (var applied : flyway.info().applied()) {
            if (applied.getState() == MigrationState.FUTURE_SUCCESS) {
                throw DatabaseUnavailable.lasting(
                        "database %s has schema version %s, which a later release made and this one does not know: start that one, or restore a backup into an empty archive"
                                .formatted(address(), applied.getVersion()));
            }
        }
    }

    private void demandCurrentSchema() {
        var flyway = flyway();
        demandKnownSchema(flyway);
        var known = flyway.info().pending();
        if (known.length > 0) {
            var missing = known[0].getVersion();
            throw new DatabaseUnavailable(
                    "database %s lacks schema version %s: start the recorder once, it migrates"
                            .formatted(address(), missing == null ? "?" : missing));
        }
    }

    private Flyway flyway() {
        return Flyway.configure(Database.class.getClassLoader())
                // Not by the pool, whose connections give up where an index takes its time.
                .dataSource(url(settings), settings.user(), settings.password())
                .locations(MIGRATIONS)
                .placeholderReplacement(false)
                // A database that another program began (TimescaleDB's own objects, an older
                // installation's table) is taken over as it is.
                .baselineOnMigrate(true)
                .baselineVersion(MigrationVersion.fromVersion("0"))
                .cleanDisabled(true)
                .load();
    }

    private static String url(DatabaseSettings settings) {
        return "jdbc:postgresql://%s:%d/%s"
                .formatted(settings.host(), settings.port(), settings.name());
    }

    private static HikariConfig poolSettings(DatabaseSettings settings, Duration silenceMax) {
        var config = new HikariConfig();
        config.setPoolName("archive");
        config.setJdbcUrl(url(settings));
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(settings.connectionsMax());
        // Whatever keeps a number of connections goes on trying on its own, with ever longer
        // pauses.
        config.setMinimumIdle(0);
        config.setConnectionTimeout(CONNECTION_WAIT_MAX.toMillis());
        config.setInitializationFailTimeout(1);
        config.setConnectionInitSql(UNLIMITED);
        Map.of(
                        "ApplicationName", "alpr",
                        "connectTimeout", "5",
                        "socketTimeout", String.valueOf(silenceMax.toSeconds()),
                        "tcpKeepAlive", "true",
                        "reWriteBatchedInserts", "true",
                        // A recorder whose machine went dark must not keep its locks for hours.
                        "options",
                                "-c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3")
                .forEach(config::addDataSourceProperty);
        return config;
    }
}
