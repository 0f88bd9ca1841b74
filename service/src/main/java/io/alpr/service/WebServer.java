package io.alpr.service;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import java.net.BindException;
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

    private final Javalin javalin;

    private WebServer(Javalin javalin) {
        this.javalin = javalin;
    }

    /**
     * Starts listening.
     *
     * @param name for the log, e.g. {@code query}
     * @param listen where
     * @param setup adds routes and handlers
     * @throws StartFailure when the port is taken or the host is not an address of this machine
     */
    public static WebServer start(String name, Listen listen, Consumer<JavalinConfig> setup) {
        var javalin =
                Javalin.create(
                        config -> {
                            config.startup.showJavalinBanner = false;
                            config.startup.showOldJavalinVersionWarning = false;
                            config.concurrency.useVirtualThreads = true;
                            config.http.maxRequestSize = REQUEST_BYTES_MAX;
                            config.jetty.modifyServer(server -> server.setStopTimeout(2_000));
                            config.jetty.modifyHttpConfiguration(
                                    http -> http.setSendServerVersion(false));
                            setup.accept(config);
                        });
        try {
            javalin.start(listen.host(), listen.port());
        } catch (RuntimeException e) {
            throw new StartFailure(
                    "%s cannot listen on %s:%d: %s"
                            .formatted(name, listen.host(), listen.port(), fault(e)),
                    e);
        }
        log.info("service={} listening host={} port={}", name, listen.host(), javalin.port());
        return new WebServer(javalin);
    }

    /** The port in use, also where 0 was asked for. */
    public int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        javalin.stop();
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
