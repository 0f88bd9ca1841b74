package io.alpr.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("real")
@ExtendWith(QueryStack.Shared.class)
final class HttpMetersTest {
    private final Client client;

    HttpMetersTest(QueryStack stack) {
        this.client = stack.client;
    }

    @Test
    void requestsAreCountedByRouteMethodAndClassOfStatus() {
        client.get("/events/recent");
        client.get("/events/plate/SECRET1");
        client.get("/events/plate/SECRET1?limit=0");
        client.get("/events/nonsense");
        client.send("HEAD", "/stats");
        client.send("GET", "/who/knows");
        client.send("BREW", "/coffee");
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(
                        () ->
                                assertThat(client.get("/metrics").text())
                                        .contains(
                                                "# TYPE http_requests_total counter",
                                                sample("/events/recent", "GET", "2xx"),
                                                sample("/events/plate/{plate_text}", "GET", "2xx"),
                                                sample("/events/plate/{plate_text}", "GET", "4xx"),
                                                sample("/events/{event_id}", "GET", "4xx"),
                                                sample("/stats", "HEAD", "2xx"),
                                                sample("none", "GET", "4xx"),
                                                sample("none", "OTHER", "4xx"),
                                                sample("/metrics", "GET", "2xx"))
                                        .doesNotContain("SECRET1", "coffee", "BREW", "knows"));
    }

    @Test
    void theContractsNamesBucketsAndTypesAreThere() {
        client.get("/health");
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(
                        () ->
                                assertThat(client.get("/metrics").text())
                                        .contains(
                                                "# TYPE http_request_duration_seconds histogram",
                                                "http_request_duration_seconds_bucket{handler=\"/health\",method=\"GET\",le=\"0.1\"}",
                                                "http_request_duration_seconds_bucket{handler=\"/health\",method=\"GET\",le=\"+Inf\"}",
                                                "# TYPE http_request_duration_highr_seconds histogram",
                                                "http_request_duration_highr_seconds_bucket{le=\"0.01\"}",
                                                "http_request_duration_highr_seconds_bucket{le=\"60.0\"}",
                                                "# TYPE http_request_size_bytes summary",
                                                "http_request_size_bytes_count{handler=\"/health\"}",
                                                "http_response_size_bytes_sum{handler=\"/health\"}",
                                                "jvm_memory_used_bytes",
                                                "process_uptime_seconds"));
    }

    /** The one that asks is always among them; the others have gone. */
    @Test
    void requestsInProgressAreThoseThatAreNotAnsweredYet() {
        for (int i = 0; i < 5; i++) {
            client.send("GET", "/who/knows");
            client.get("/events/nonsense");
        }
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(
                        () ->
                                assertThat(client.get("/metrics").text())
                                        .contains("http_requests_in_progress 1.0")
                                        .contains(
                                                "alpr_database_connections_limit{pool=\"archive-read\"} "));
    }

    private static String sample(String handler, String method, String status) {
        return "http_requests_total{handler=\"%s\",method=\"%s\",status=\"%s\"} "
                .formatted(handler, method, status);
    }
}
