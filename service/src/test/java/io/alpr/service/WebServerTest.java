package io.alpr.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WebServerTest {
    private static final Metric READING =
            () -> MeterSpec.histogram("alpr.ocr.time", "Reading", "camera_id");

    private static final MetricsReaders READERS =
            new MetricsReaders(Optional.of("0123456789abcdef"));

    private final AtomicReference<Health> health = new AtomicReference<>(Health.UP);
    private final WebServer server =
            WebServer.start(
                    "test",
                    Listen.loopback(0),
                    config -> {
                        var meters = Meters.registry();
                        meters.counter("alpr.frames.processed", "camera_id", "gate").increment();
                        READING.histogram(meters, "gate");
                        ManagementRoutes.add(
                                config.routes, List.of(new TestPart()), meters, READERS);
                        config.routes.get(
                                "/cookie",
                                context ->
                                        context.result(String.valueOf(context.header("Cookie"))));
                    });

    private final class TestPart implements Part {
        @Override
        public String name() {
            return "camera";
        }

        @Override
        public Health health() {
            return health.get();
        }

        @Override
        public void close() {}
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> ask(String method, String path)
            throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    /** Jetty remembers headers of a connection, and took those that differ in case for the same. */
    @Test
    void aSecretIsReadAsItWasSentWhateverTheConnectionSentBefore() throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            for (var cookie : List.of("session=x", "session=x", "session=Xy", "session=XY")) {
                var request =
                        HttpRequest.newBuilder(
                                        URI.create("http://127.0.0.1:" + server.port() + "/cookie"))
                                .header("Cookie", cookie)
                                .build();
                assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).body())
                        .isEqualTo(cookie);
            }
        }
    }

    @Test
    void healthFollowsTheParts() throws Exception {
        assertThat(ask("GET", "/health").statusCode()).isEqualTo(200);
        health.set(new Health.Degraded("the broker is away"));
        assertThat(ask("GET", "/health").body())
                .contains("\"status\":\"degraded\"", "the broker is away");
        assertThat(ask("GET", "/health").statusCode()).isEqualTo(200);
        health.set(new Health.Down("the database is away"));
        assertThat(ask("GET", "/health").statusCode()).isEqualTo(503);
        assertThat(ask("GET", "/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void headAnswersWhereverGetDoesAndHasNoBody() throws Exception {
        for (var path : List.of("/health", "/health/live", "/health/ready", "/metrics")) {
            var head = ask("HEAD", path);
            assertThat(head.statusCode()).as(path).isEqualTo(ask("GET", path).statusCode());
            assertThat(head.body()).as(path).isEmpty();
        }
    }

    @Test
    void metersCarryTheContractsNamesAndBuckets() throws Exception {
        assertThat(ask("GET", "/metrics").body())
                .contains("alpr_frames_processed_total{camera_id=\"gate\"} 1.0")
                .contains("alpr_ocr_time_seconds_bucket{camera_id=\"gate\",le=\"0.005\"}")
                .contains("alpr_ocr_time_seconds_bucket{camera_id=\"gate\",le=\"10.0\"}")
                .contains("jvm_memory_used_bytes");
    }

    @Test
    void anAnswerWithoutEndDoesNotKeepTheServerFromEnding() throws Exception {
        var asked = new CountDownLatch(1);
        var ended = new CountDownLatch(1);
        var slow =
                WebServer.start(
                        "slow",
                        Listen.loopback(0),
                        config -> config.routes.get("/", _ -> hold(asked, ended)));
        int port = slow.port();
        try (var client = HttpClient.newHttpClient()) {
            var uri = URI.create("http://127.0.0.1:" + port + "/");
            var answer =
                    client.sendAsync(
                            HttpRequest.newBuilder(uri).build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
            slow.close();
            assertThat(answer).failsWithin(Duration.ofSeconds(20));
        } finally {
            ended.countDown();
        }
        WebServer.start("next", Listen.loopback(port), _ -> {}).close();
    }

    private static void hold(CountDownLatch asked, CountDownLatch ended)
            throws InterruptedException {
        asked.countDown();
        ended.await();
    }

    /** A proxy here asks for somebody who is elsewhere. */
    @Test
    void metricsAreForThisMachineAndForWhoShowsTheToken() throws Exception {
        assertThat(forwarded("")).isEqualTo(401);
        assertThat(forwarded("Bearer 0123456789abcdeX")).isEqualTo(401);
        assertThat(forwarded("Basic 0123456789abcdef")).isEqualTo(401);
        assertThat(forwarded("Bearer 0123456789abcdef")).isEqualTo(200);
        assertThat(ask("GET", "/metrics").statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> new MetricsReaders(Optional.of("short")))
                .hasMessageContaining("16 characters or more");
        assertThat(READERS.toString()).doesNotContain("0123");
    }

    private int forwarded(String authorization) throws IOException, InterruptedException {
        var uri = URI.create("http://127.0.0.1:" + server.port() + "/metrics");
        var request = HttpRequest.newBuilder(uri).header("X-Forwarded-For", "192.0.2.7");
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    @Test
    void aTakenPortIsNamed() {
        assertThatThrownBy(() -> WebServer.start("second", Listen.loopback(server.port()), _ -> {}))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("second cannot listen on 127.0.0.1:" + server.port())
                .hasMessageContaining("the port is taken");
    }
}
