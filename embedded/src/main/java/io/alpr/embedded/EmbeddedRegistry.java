package io.alpr.embedded;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A schema registry (Apicurio, in a JVM of its own) with Confluent's API at the root of its port
 * and its schemas in PostgreSQL, so that ids survive. New schemas must be backward compatible
 * unless a subject says otherwise. Thread-safe.
 */
public final class EmbeddedRegistry implements AutoCloseable {
    private static final String NAME = "registry";
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final int HEAP_MEGABYTES = 192;

    private final int port;
    private final ChildProcess child;
    private final RegistryProxy proxy;

    private EmbeddedRegistry(int port, ChildProcess child, RegistryProxy proxy) {
        this.port = port;
        this.child = child;
        this.proxy = proxy;
    }

    /**
     * Starts a registry and waits until it answers.
     *
     * @param settings where, and on which database
     * @return the running registry
     * @throws EmbeddedFailure when it does not come up
     */
    public static EmbeddedRegistry start(RegistrySettings settings) {
        Path part = Parts.locate().part(NAME);
        ServiceLock lock = ServiceLock.take(settings.data(), NAME);
        try {
            int inner = Ports.free();
            List<String> line =
                    new JavaChild(settings.data(), NAME, HEAP_MEGABYTES)
                            .option("-Djava.util.logging.manager=org.jboss.logmanager.LogManager")
                            .arguments("io.quarkus.bootstrap.runner.QuarkusEntryPoint")
                            .line(part.resolve("quarkus-run.jar").toString());
            ChildProcess child =
                    ChildProcess.start(
                            new ChildCommand(
                                    NAME, line, environment(settings, inner), settings.data()),
                            lock,
                            text -> false);
            Http http = new Http();
            URI subjects = URI.create("http://127.0.0.1:" + inner + "/apis/ccompat/v7/subjects");
            child.await(() -> http.answers(subjects, status -> status == 200), START_LIMIT);
            int port = Ports.orFree(settings.port());
            return new EmbeddedRegistry(port, child, proxy(port, inner, child));
        } catch (RuntimeException failed) {
            lock.close();
            throw failed;
        }
    }

    private static RegistryProxy proxy(int port, int inner, ChildProcess child) {
        try {
            return RegistryProxy.start(port, inner);
        } catch (EmbeddedFailure taken) {
            child.stop(STOP_LIMIT);
            throw taken;
        }
    }

    /** The password goes by the environment: arguments can be read by every user of the machine. */
    private static Map<String, String> environment(RegistrySettings settings, int port) {
        return Map.ofEntries(
                Map.entry("QUARKUS_HTTP_HOST", "127.0.0.1"),
                Map.entry("QUARKUS_HTTP_PORT", Integer.toString(port)),
                // Its default is port 9000 on all interfaces, which is S3's.
                Map.entry("QUARKUS_MANAGEMENT_HOST", "127.0.0.1"),
                Map.entry("QUARKUS_MANAGEMENT_PORT", Integer.toString(Ports.free())),
                Map.entry("QUARKUS_LOG_CONSOLE_COLOR", "false"),
                Map.entry("APICURIO_STORAGE_KIND", "sql"),
                Map.entry("APICURIO_STORAGE_SQL_KIND", "postgresql"),
                Map.entry("APICURIO_DATASOURCE_URL", settings.jdbcUrl()),
                Map.entry("APICURIO_DATASOURCE_USERNAME", settings.user()),
                Map.entry("APICURIO_DATASOURCE_PASSWORD", settings.password()),
                Map.entry("APICURIO_DATASOURCE_JDBC_INITIAL_SIZE", "2"),
                Map.entry("APICURIO_DATASOURCE_JDBC_MIN_SIZE", "2"),
                Map.entry("APICURIO_DATASOURCE_JDBC_MAX_SIZE", "10"),
                Map.entry("APICURIO_RULES_GLOBAL_COMPATIBILITY", "BACKWARD"));
    }

    /**
     * Where clients go; answers {@code /subjects}.
     *
     * @return {@code http://127.0.0.1:PORT}
     */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /**
     * Where it listens.
     *
     * @return port on loopback
     */
    public int port() {
        return port;
    }

    /**
     * Its process.
     *
     * @return process ids
     */
    public List<Long> pids() {
        return List.of(child.pid());
    }

    /**
     * Whether the process runs.
     *
     * @return false after a stop, a kill or a crash
     */
    public boolean alive() {
        return child.alive();
    }

    /** Ends it in order. */
    public void stop() {
        proxy.close();
        child.stop(STOP_LIMIT);
    }

    /** SIGKILL, as in a crash. The port answers no more. */
    public void kill() {
        child.kill();
        proxy.close();
    }

    /** As {@link #stop()}. */
    @Override
    public void close() {
        stop();
    }
}
