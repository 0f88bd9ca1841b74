package io.alpr.service;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinException;
import java.net.BindException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One HTTP listener of one service, on virtual threads, answering HEAD wherever it answers GET. The
 * routes are the caller's; {@link ManagementRoutes} adds those that every service has. Safe from
 * any thread.
 */
public final class WebServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WebServer.class);
    private static final int REQUEST_BYTES_MAX = 16 << 20;

    /** Whoever is being answered when the server ends has so long. */
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(2);

    private final Javalin javalin;
    private final Optional<Tls> tls;

    private WebServer(Javalin javalin, Optional<Tls> tls) {
        this.javalin = javalin;
        this.tls = tls;
    }

    /**
     * Starts listening, unencrypted.
     *
     * @param name for the log, e.g. {@code query}
     * @param listen where
     * @param setup adds routes and handlers
     * @throws StartFailure when the port is taken or the host is not an address of this machine
     */
    public static WebServer start(String name, Listen listen, Consumer<JavalinConfig> setup) {
        return start(name, listen, Optional.empty(), setup);
    }

    /**
     * Starts listening.
     *
     * @param name for the log, e.g. {@code query}
     * @param listen where
     * @param files by which it encrypts; without them it does not
     * @param setup adds routes and handlers
     * @throws StartFailure when the port is taken, the host is not an address of this machine, or
     *     the certificate cannot be used
     */
    public static WebServer start(
            String name, Listen listen, Optional<TlsFiles> files, Consumer<JavalinConfig> setup) {
        var tls = files.map(Tls::of);
        try {
            var javalin = Javalin.create(config -> setUp(config, listen, tls, setup));
            javalin.start(listen.host(), listen.port());
            log.info(
                    "service={} listening host={} port={} tls={}",
                    name,
                    listen.host(),
                    javalin.port(),
                    tls.isPresent());
            return new WebServer(javalin, tls);
        } catch (RuntimeException e) {
            tls.ifPresent(Tls::close);
            throw new StartFailure(
                    "%s cannot listen on %s:%d: %s"
                            .formatted(name, listen.host(), listen.port(), fault(e)),
                    e);
        }
    }

    private static void setUp(
            JavalinConfig config, Listen listen, Optional<Tls> tls, Consumer<JavalinConfig> setup) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.concurrency.useVirtualThreads = true;
        config.http.maxRequestSize = REQUEST_BYTES_MAX;
        config.jetty.modifyServer(server -> server.setStopTimeout(LAST_ANSWERS.toMillis()));
        config.jetty.modifyHttpConfiguration(
                http -> {
                    http.setSendServerVersion(false);
                    // Else the connection's "session=x" makes "session=xY" of another's
                    // "session=XY".
                    http.setHeaderCacheCaseSensitive(true);
                });
        tls.ifPresent(
                encrypted ->
                        config.jetty.addConnector(
                                (server, http) -> encrypted.connector(server, http, listen)));
        setup.accept(config);
    }

    /** When its certificate ends; empty without TLS. */
    public Optional<Instant> certificateEnds() {
        return tls.map(Tls::ends);
    }

    /** The port in use, also where 0 was asked for. */
    public int port() {
        return javalin.port();
    }

    /** Ends; answers that take longer than two seconds more are cut. */
    @Override
    public void close() {
        try {
            javalin.stop();
        } catch (JavalinException e) {
            if (!(e.getCause() instanceof TimeoutException)) {
                throw e;
            }
            // Jetty tells it after all the rest is stopped.
            log.warn("answers that took {} s more were cut at the end", LAST_ANSWERS.toSeconds());
        } finally {
            tls.ifPresent(Tls::close);
        }
    }

    private static String fault(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return "the port is taken; stop what holds it or choose another";
            }
        }
        return String.valueOf(failure.getMessage());
    }
}
