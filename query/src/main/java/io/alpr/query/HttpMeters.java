package io.alpr.query;

import io.javalin.http.Context;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;

/**
 * The contract's HTTP meters, taken where the server ends a request, so that what it refuses before
 * any route is counted too. Labels have few values: routes, known methods, classes of status. Safe
 * from any thread.
 */
final class HttpMeters implements RequestLog {
    /** Where {@link #remember} leaves the matched route for {@link #log}. */
    private static final String ROUTE = "alpr.route";

    /** Where {@link #begin} notes that it counted it; the server ends refused ones as well. */
    private static final String BEGUN = "alpr.begun";

    private static final String UNMATCHED = "none";
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final Duration[] FEW_BUCKETS = {
        Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofSeconds(1)
    };
    private static final Duration[] MANY_BUCKETS =
            millis(
                    10, 25, 50, 75, 100, 250, 500, 750, 1000, 1500, 2000, 2500, 3000, 3500, 4000,
                    4500, 5000, 7500, 10_000, 30_000, 60_000);

    private final MeterRegistry registry;
    private final Timer fine;
    private final AtomicInteger inProgress = new AtomicInteger();

    HttpMeters(MeterRegistry registry) {
        this.registry = registry;
        this.fine = QueryMetric.DURATION_FINE.histogram(registry, MANY_BUCKETS);
        QueryMetric.IN_PROGRESS.gauge(registry, inProgress, AtomicInteger::get);
    }

    /** To be called when a request has begun; {@link #log} ends it. */
    void begin(Context context) {
        context.req().setAttribute(BEGUN, true);
        inProgress.incrementAndGet();
    }

    /** To be called for a request that matched a route. */
    static void remember(Context context) {
        var matched = context.endpoints().matchedHttpEndpoint();
        context.req().setAttribute(ROUTE, matched == null ? UNMATCHED : matched.path);
    }

    @Override
    public void log(Request request, Response response) {
        if (request.getAttribute(BEGUN) != null) {
            inProgress.decrementAndGet();
        }
        var route = request.getAttribute(ROUTE) instanceof String path ? path : UNMATCHED;
        var method = METHODS.contains(request.getMethod()) ? request.getMethod() : "OTHER";
        var took = Duration.ofNanos(System.nanoTime() - request.getBeginNanoTime());
        fine.record(took);
        QueryMetric.DURATION.histogram(registry, FEW_BUCKETS, route, method).record(took);
        QueryMetric.REQUESTS.counter(registry, route, method, statusClass(response)).increment();
        QueryMetric.REQUEST_SIZE
                .summary(registry, route)
                .record((double) Request.getContentBytesRead(request));
        QueryMetric.RESPONSE_SIZE
                .summary(registry, route)
                .record((double) Response.getContentBytesWritten(response));
    }

    private static String statusClass(Response response) {
        return response.getStatus() / 100 + "xx";
    }

    private static Duration[] millis(int... values) {
        return java.util.Arrays.stream(values)
                .mapToObj(Duration::ofMillis)
                .toArray(Duration[]::new);
    }
}
