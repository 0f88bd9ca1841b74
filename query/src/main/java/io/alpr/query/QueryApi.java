package io.alpr.query;

import io.alpr.archive.PatientPool;
import io.alpr.archive.audit.AuditEntry;
import io.alpr.archive.audit.Instance;
import io.alpr.query.access.FirstAdministrator;
import io.alpr.query.access.FirstAdministrator.Login;
import io.alpr.query.live.LiveFeed;
import io.alpr.service.Health;
import io.alpr.service.ManagementRoutes;
import io.alpr.service.Meters;
import io.alpr.service.Part;
import io.alpr.service.StartFailure;
import io.alpr.service.WebServer;
import io.alpr.vision.Engine;
import io.javalin.config.JavalinConfig;
import io.javalin.config.SizeUnit;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * The Query API: REST over the archive, recognition of single pictures, documentation and the web
 * page. It starts while the database is away, answers 503 until it comes, and keeps no state of its
 * own, so any number may run side by side. Safe from any thread.
 */
public final class QueryApi implements Part {
    private final PrometheusMeterRegistry meters = Meters.registry();
    private final Parts parts;
    private final RateLimits limits;
    private final FirstAdministrator first;
    private final WebServer server;
    private final AtomicBoolean closed = new AtomicBoolean();

    private QueryApi(QuerySettings settings, Engine engine, Consumer<Login> tell) {
        this.limits = new RateLimits(settings.rules().rates());
        this.parts = Parts.open(settings, engine, limits, instance(settings));
        this.first = FirstAdministrator.makeIn(parts.access().accounts(), tell);
        try {
            this.server =
                    WebServer.start(
                            "query",
                            settings.reach().listen(),
                            settings.reach().tls(),
                            config -> setUp(config, settings));
        } catch (RuntimeException e) {
            closeParts();
            throw e;
        }
        measure();
    }

    /**
     * Starts listening.
     *
     * @param engine reads the pictures of {@code POST /api/v1/recognize}; the caller closes it,
     *     after this part
     * @param tell told once, on a new installation, what its first administrator logs in with; must
     *     show it to whoever started this and keep it nowhere
     * @throws StartFailure when the port is taken, or it would be reached from elsewhere without
     *     TLS, which nobody allowed
     */
    public static QueryApi start(QuerySettings settings, Engine engine, Consumer<Login> tell) {
        demandSafety(settings);
        return new QueryApi(settings, engine, tell);
    }

    /** The port in use, also where 0 was asked for. */
    public int port() {
        return server.port();
    }

    @Override
    public String name() {
        return "query";
    }

    @Override
    public Health health() {
        return parts.queries().answers()
                ? Health.UP
                : new Health.Down("the database does not answer");
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            // Whoever listens would keep the server from ending.
            parts.feed().close();
            server.close();
            closeParts();
        }
    }

    private void closeParts() {
        first.close();
        parts.feed().close();
        parts.close();
    }

    private void measure() {
        QueryMetric.LIVE_LISTENERS.gauge(meters, parts.feed(), LiveFeed::listeners);
        for (var load : parts.queries().loads()) {
            pool(QueryMetric.POOL_USED, load.name(), PatientPool.Load::used);
            pool(QueryMetric.POOL_WAITING, load.name(), PatientPool.Load::waiting);
            pool(QueryMetric.POOL_LIMIT, load.name(), PatientPool.Load::limit);
        }
        if (server.certificateEnds().isPresent()) {
            QueryMetric.CERTIFICATE_ENDS.gauge(
                    meters,
                    server,
                    it -> it.certificateEnds().map(Instant::getEpochSecond).orElse(0L));
        }
    }

    private void pool(QueryMetric metric, String name, ToDoubleFunction<PatientPool.Load> figure) {
        metric.gauge(
                meters,
                parts.queries(),
                queries ->
                        queries.loads().stream()
                                .filter(load -> load.name().equals(name))
                                .mapToDouble(figure)
                                .sum(),
                name);
    }

    private void setUp(JavalinConfig config, QuerySettings settings) {
        var httpMeters = new HttpMeters(meters);
        config.http.prefer405over404 = true;
        config.jetty.multipartConfig.maxFileSize(RecognizeRoute.FORM_BYTES_MAX, SizeUnit.BYTES);
        config.jetty.multipartConfig.maxTotalRequestSize(
                RecognizeRoute.FORM_BYTES_MAX, SizeUnit.BYTES);
        // All of it: an upload never touches the disk.
        config.jetty.multipartConfig.maxInMemoryFileSize(
                RecognizeRoute.FORM_BYTES_MAX, SizeUnit.BYTES);
        config.jetty.modifyServer(
                jetty -> {
                    jetty.setErrorHandler(ErrorAnswers.beforeRouting());
                    jetty.setRequestLog(httpMeters);
                });
        var proxies = new Proxies(settings.reach().trustedProxies());
        config.routes.before(httpMeters::begin);
        config.routes.before(proxies::note);
        Guards.addTo(config, settings);
        config.routes.beforeMatched(HttpMeters::remember);
        var rooms = Routes.Rooms.of(settings, parts, limits);
        var routes = new Routes(parts, rooms, settings.oidc()).all();
        config.routes.beforeMatched(
                new Gate(rooms.identities(), limits, settings.rules().readers(), routes)::admit);
        ErrorAnswers.addTo(config.routes);
        ManagementRoutes.addWithoutHealth(config.routes, List.of(this), meters);
        routes.forEach(route -> route.addTo(config.routes));
    }

    private static Instance instance(QuerySettings settings) {
        try {
            var machine = InetAddress.getLocalHost().getHostName();
            return new Instance(
                    AuditEntry.legible("query@" + machine, AuditEntry.Who.NAME_MAX),
                    Routes.VERSION);
        } catch (UnknownHostException e) {
            return new Instance("query@" + settings.reach().listen().host(), Routes.VERSION);
        }
    }

    private static void demandSafety(QuerySettings settings) {
        var host = settings.reach().listen().host();
        try {
            if (settings.reach().tls().isPresent()
                    || settings.reach().plainHttp()
                    || InetAddress.getByName(host).isLoopbackAddress()) {
                return;
            }
        } catch (UnknownHostException e) {
            throw new StartFailure(
                    "query cannot listen on %s: no such host; use 127.0.0.1".formatted(host), e);
        }
        throw new StartFailure(
                "query refuses to listen on %s without TLS: passwords could be seen on the way; name tls_certificate and tls_key under query:, or set plain_http: true there behind a proxy that has TLS, or use 127.0.0.1"
                        .formatted(host));
    }
}
