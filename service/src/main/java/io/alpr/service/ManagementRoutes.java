package io.alpr.service;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The routes that every service answers: {@code /health}, {@code /health/live}, {@code
 * /health/ready}, {@code /metrics}.
 */
public final class ManagementRoutes {
    private static final String EXPOSITION = "text/plain; version=0.0.4; charset=utf-8";

    private ManagementRoutes() {}

    /**
     * Adds all of them.
     *
     * <p>{@code /metrics} is read by whom {@code readers} admits; others get 401. {@code /health}
     * and {@code /health/ready} ask every part anew: 200 while all are up or degraded, 503 when one
     * is down; the body names each part, its state and the reason. {@code /health/live} is 200
     * while the process answers at all.
     */
    public static void add(
            RoutesConfig routes,
            List<? extends Part> parts,
            PrometheusMeterRegistry meters,
            MetricsReaders readers) {
        Handler health = context -> answer(context, parts);
        readable(routes, "/health", health);
        addHealthBelow(routes, parts);
        readable(routes, "/metrics", context -> metrics(context, meters, readers));
    }

    /**
     * A listener with these routes alone, for a service that has no other.
     *
     * @throws StartFailure when the port is taken
     */
    public static WebServer serve(
            Part part, Listen listen, PrometheusMeterRegistry meters, MetricsReaders readers) {
        return WebServer.start(
                part.name(), listen, config -> add(config.routes, List.of(part), meters, readers));
    }

    /**
     * The same, for a service whose {@code /health} has a body of its own and which lets nobody
     * come this far who may not.
     */
    public static void addWithoutHealth(
            RoutesConfig routes, List<? extends Part> parts, PrometheusMeterRegistry meters) {
        addHealthBelow(routes, parts);
        readable(routes, "/metrics", context -> exposition(context, meters));
    }

    private static void addHealthBelow(RoutesConfig routes, List<? extends Part> parts) {
        readable(routes, "/health/ready", context -> answer(context, parts));
        readable(routes, "/health/live", context -> context.json(Map.of("status", "alive")));
    }

    private static void metrics(
            Context context, PrometheusMeterRegistry meters, MetricsReaders readers) {
        if (readers.admits(context)) {
            exposition(context, meters);
        } else {
            context.status(401)
                    .header("WWW-Authenticate", "Bearer realm=\"metrics\"")
                    .result("metrics are read on this machine, or with the metrics_token\n");
        }
    }

    private static void exposition(Context context, PrometheusMeterRegistry meters) {
        context.contentType(EXPOSITION).result(meters.scrape());
    }

    /** A route that answers GET and HEAD alike; HEAD sends the headers of GET and no body. */
    public static void readable(RoutesConfig routes, String path, Handler handler) {
        routes.addHttpHandler(HandlerType.GET, path, handler);
        routes.addHttpHandler(HandlerType.HEAD, path, handler);
    }

    private static void answer(Context context, List<? extends Part> parts) {
        var states = new LinkedHashMap<String, Object>();
        var worst = "healthy";
        for (var part : parts) {
            var health = part.health();
            states.put(part.name(), described(health));
            worst =
                    switch (health) {
                        case Health.Up _ -> worst;
                        case Health.Degraded _ -> worst.equals("healthy") ? "degraded" : worst;
                        case Health.Down _ -> "unhealthy";
                    };
        }
        context.status(worst.equals("unhealthy") ? 503 : 200)
                .json(Map.of("status", worst, "parts", states));
    }

    private static Map<String, String> described(Health health) {
        return switch (health) {
            case Health.Up _ -> Map.of("state", "up");
            case Health.Degraded(var reason) -> Map.of("state", "degraded", "reason", reason);
            case Health.Down(var reason) -> Map.of("state", "down", "reason", reason);
        };
    }
}
