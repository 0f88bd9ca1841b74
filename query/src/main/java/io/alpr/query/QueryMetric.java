package io.alpr.query;

import io.alpr.service.MeterSpec;
import io.alpr.service.Metric;

/** All that the Query API measures, by the contract's names where it has them. */
public enum QueryMetric implements Metric {
    /** Requests by route, method and class of status. */
    REQUESTS(
            MeterSpec.counter(
                    "http.requests",
                    "Requests by route, method and class of status",
                    "handler",
                    "method",
                    "status")),
    /** Requests that are being answered, live feeds among them. */
    IN_PROGRESS(
            MeterSpec.gauge(
                    "http.requests.in.progress",
                    "",
                    "Requests that are being answered, live feeds among them")),
    /** Latency of requests by route. */
    DURATION(
            MeterSpec.histogram(
                    "http.request.duration", "Latency of requests by route", "handler", "method")),
    /** Latency of all requests, in many buckets. */
    DURATION_FINE(
            MeterSpec.histogram(
                    "http.request.duration.highr", "Latency of all requests, in many buckets")),
    /** Content of requests. */
    REQUEST_SIZE(MeterSpec.sizes("http.request.size", "Content of requests", "handler")),
    /** Content of answers. */
    RESPONSE_SIZE(MeterSpec.sizes("http.response.size", "Content of answers", "handler")),
    /** Who listens to the live feed. */
    LIVE_LISTENERS(MeterSpec.gauge("alpr.live.listeners", "", "Who listens to the live feed")),
    /** Connections to the database in use. */
    POOL_USED(
            MeterSpec.gauge(
                    "alpr.database.connections.used",
                    "",
                    "Connections to the database in use",
                    "pool")),
    /** Questions that wait for a connection. */
    POOL_WAITING(
            MeterSpec.gauge(
                    "alpr.database.connections.waiting",
                    "",
                    "Questions that wait for a connection",
                    "pool")),
    /** Connections there may be. */
    POOL_LIMIT(
            MeterSpec.gauge(
                    "alpr.database.connections.limit", "", "Connections there may be", "pool")),
    /** When the TLS certificate ends, since 1970. */
    CERTIFICATE_ENDS(
            MeterSpec.gauge(
                    "alpr.tls.certificate.end.timestamp",
                    "seconds",
                    "When the TLS certificate ends, since 1970"));

    // A list that cannot be changed, which the checker cannot know.
    @SuppressWarnings("ImmutableEnumChecker")
    private final MeterSpec spec;

    QueryMetric(MeterSpec spec) {
        this.spec = spec;
    }

    @Override
    public MeterSpec spec() {
        return spec;
    }
}
