package io.alpr.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A PostgreSQL 18 server as a child process: durable ({@code fsync} and {@code synchronous_commit}
 * on), scram-sha-256 for everyone, TCP on loopback only, no superuser login. Thread-safe.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final PostgresSettings settings;
    private final int port;
    private final ChildProcess child;
    private final PostgresFolder folder;

    private EmbeddedPostgres(
            PostgresSettings settings, int port, ChildProcess child, PostgresFolder folder) {
        this.settings = settings;
        this.port = port;
        this.child = child;
        this.folder = folder;
    }

    /**
     * Starts a server, on a new or a kept data folder, and waits until it takes connections.
     *
     * @param settings where and as whom
     * @return the running server
     * @throws EmbeddedFailure when it does not come up
     */
    public static EmbeddedPostgres start(PostgresSettings settings) {
        Parts parts = Parts.locate();
        ServiceLock lock = ServiceLock.take(settings.data(), PostgresFolder.NAME);
        try {
            PostgresFolder folder = PostgresFolder.prepare(settings, parts.part("postgres"));
            int port = Ports.orFree(settings.port());
            ChildProcess child =
                    ChildProcess.start(
                            new ChildCommand(
                                    PostgresFolder.NAME,
                                    folder.serverLine(port),
                                    Map.of(),
                                    settings.data()),
                            lock,
                            line -> false);
            child.await(() -> folder.ready(child.pid()), START_LIMIT);
            return new EmbeddedPostgres(settings, port, child, folder);
        } catch (RuntimeException failed) {
            lock.close();
            throw failed;
        }
    }

    /**
     * Address of the first database, without user and password.
     *
     * @return {@code jdbc:postgresql://127.0.0.1:PORT/DATABASE}
     */
    public String jdbcUrl() {
        return jdbcUrl(settings.databases().getFirst());
    }

    /**
     * Address of a database, without user and password.
     *
     * @param database its name
     * @return {@code jdbc:postgresql://127.0.0.1:PORT/DATABASE}
     */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    /**
     * The role that owns the databases.
     *
     * @return its name
     */
    public String user() {
        return settings.role();
    }

    /**
     * The role's password.
     *
     * @return the secret: not for logs
     */
    public String password() {
        return settings.password();
    }

    /**
     * Where the server listens.
     *
     * @return port on loopback
     */
    public int port() {
        return port;
    }

    /**
     * The child's own process and the server under it.
     *
     * @return process ids
     */
    public List<Long> pids() {
        return folder.serverPid()
                .map(server -> List.of(child.pid(), server))
                .orElseGet(() -> List.of(child.pid()));
    }

    /**
     * Whether the server process runs.
     *
     * @return false after a stop, a kill or a crash
     */
    public boolean alive() {
        return child.alive();
    }

    /** PostgreSQL's fast shutdown: open transactions are rolled back, all committed is on disk. */
    public void stop() {
        child.stop(STOP_LIMIT);
    }

    /**
     * SIGKILL to the server and its workers, as in a crash. The next start recovers from the log.
     */
    public void kill() {
        child.kill();
    }

    /** As {@link #stop()}. */
    @Override
    public void close() {
        stop();
    }

    /**
     * Where the data lies.
     *
     * @return the server's own folder
     */
    public Path folder() {
        return folder.path();
    }
}
