package io.alpr.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.alpr.archive.DatabaseSettings;
import io.alpr.archive.ObjectStoreSettings;
import io.alpr.events.PictureKind;
import io.alpr.events.PictureMessage;
import io.alpr.service.Listen;
import io.alpr.service.StartFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Defects of the reference implementation, by their number in its list, that ours must not have.
 */
@Tag("real")
@ExtendWith(QueryStack.Shared.class)
final class DefectsTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final QueryStack stack;
    private final Client client;

    DefectsTest(QueryStack stack) {
        this.stack = stack;
        this.client = stack.client;
    }

    @BeforeEach
    void empty() {
        stack.passes.clear();
    }

    @Test
    void defect1SearchIsNotShadowedByTheEventRoute() {
        stack.passes.add("gate", "AB12CDE", NOON);
        var answer = client.get("/events/search?camera=gate");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("filters").get("camera").asText()).isEqualTo("gate");
        assertThat(answer.json().get("count").asInt()).isOne();
    }

    @Test
    void defect2StatsAnswersWithIsoStringsOnceThereAreEvents() {
        assertThat(client.get("/stats").json().get("earliest_event").isNull()).isTrue();
        stack.passes.add("gate", "AB12CDE", NOON, Map.of("latency_ms", 100));
        stack.passes.add("yard", "AB12CDE", NOON.plusSeconds(60), Map.of("latency_ms", 200));
        var answer = client.get("/stats");
        assertThat(answer.status()).isEqualTo(200);
        var body = answer.json();
        assertThat(body.get("earliest_event").asText()).isEqualTo("2026-11-22T12:00:00Z");
        assertThat(body.get("latest_event").asText()).isEqualTo("2026-11-22T12:01:00Z");
        assertThat(body.get("total_events").asInt()).isEqualTo(2);
        assertThat(body.get("unique_plates").asInt()).isOne();
        assertThat(body.get("active_cameras").asInt()).isEqualTo(2);
        assertThat(body.get("avg_latency_ms").asDouble()).isEqualTo(150);
    }

    @Test
    void defect3OnlyOriginsOfTheListMayReadAnswers() {
        for (var origin :
                List.of("https://evil.example", "null", QueryStack.ORIGIN + ".evil.example")) {
            var answer = client.send("GET", "/events/recent", "Origin", origin);
            assertThat(answer.header("access-control-allow-origin")).as(origin).isEmpty();
            assertThat(answer.header("access-control-allow-credentials")).as(origin).isEmpty();
        }
        var allowed = client.get("/events/recent", "Origin", QueryStack.ORIGIN);
        assertThat(allowed.header("access-control-allow-origin")).isEqualTo(QueryStack.ORIGIN);
        assertThat(allowed.header("access-control-allow-credentials")).isEmpty();
    }

    @Test
    void defect3AnyOriginCannotBeConfigured() {
        for (var origin :
                List.of("*", "null", "desk.example", "https://desk.example/", "ftp://x")) {
            assertThatThrownBy(() -> settings("127.0.0.1", List.of(origin)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("CORS origin must be scheme://host[:port]")
                    .hasMessageContaining(origin);
        }
    }

    @Test
    void defect15AnImageOpensFromOutsideWithAPlainGet() throws Exception {
        var jpeg = "not really a jpeg".getBytes(StandardCharsets.US_ASCII);
        var sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(jpeg));
        var eventId = UUID.randomUUID();
        var key = "DC1/gate/2026/11/22/%s/plate-%s.jpg".formatted(eventId, sha256.substring(0, 12));
        stack.pictures.put(new PictureMessage(eventId, 1, PictureKind.PLATE, key, sha256, jpeg));
        var address = stack.pictures.address(key);
        var id =
                stack.passes.add(
                        "gate",
                        "AB12CDE",
                        NOON,
                        Map.of(
                                "plate_image_url", address,
                                "vehicle_image_url", "https://elsewhere.example/a.jpg",
                                "frame_image_url", "s3://another-bucket/secret.jpg"));
        opens(client.get("/events/" + id).json(), jpeg);
        try (var api = stack.withPublicStore()) {
            opens(Client.with(api.port(), stack.administrator).get("/events/" + id).json(), jpeg);
        }
    }

    /** Wherever it is shown. */
    private static void opens(JsonNode event, byte[] jpeg) throws Exception {
        var link = event.get("plate_image_url").asText();
        var picture =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create(link)).build(),
                                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(picture.statusCode()).isEqualTo(200);
        assertThat(picture.body()).isEqualTo(jpeg);
        assertThat(event.get("vehicle_image_url").asText())
                .isEqualTo("https://elsewhere.example/a.jpg");
        assertThat(event.get("frame_image_url").asText())
                .isEqualTo("s3://another-bucket/secret.jpg");
    }

    @Test
    void defect22EachBoundOfTimeWorksAlone() {
        for (int minute = 0; minute < 5; minute++) {
            stack.passes.add("gate", "P" + minute, NOON.plusSeconds(60L * minute));
        }
        assertThat(count("start_time=2026-11-22T12:03:00Z")).isEqualTo(2);
        assertThat(count("end_time=2026-11-22T12:01:00Z")).isEqualTo(2);
        assertThat(count("start_time=2026-11-22T12:01:00Z&end_time=2026-11-22T12:03:00Z"))
                .isEqualTo(3);
        assertThat(count("end_time=2026-11-22T13:01:00%2B01:00")).isEqualTo(2);
        assertThat(count("end_time=2026-11-22T13:01:00+01:00")).isEqualTo(2);
        assertThat(count("start_time=2026-11-22")).isEqualTo(5);
        assertThat(count("start_time=&end_time=")).isEqualTo(5);
    }

    private int count(String query) {
        return client.get("/events/camera/gate?" + query).json().get("count").asInt();
    }

    @Test
    void defect23ItRefusesToListenWhereOthersCouldReachIt() {
        for (var host : List.of("0.0.0.0", "::", "192.0.2.1")) {
            assertThatThrownBy(
                            () ->
                                    QueryApi.start(
                                            settings(host, List.of()),
                                            stack.engine.engine(),
                                            _ -> {}))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("query refuses to listen on " + host + " without TLS")
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void defect23NoDockerControlAndNoRawSearchIsThere() {
        for (var path : List.of("/search/query", "/services/start/kafka", "/services/stop/kafka")) {
            var answer = client.send("POST", path);
            assertThat(answer.status()).as(path).isEqualTo(404);
            assertThat(answer.text()).isEqualTo("{\"detail\":\"Not Found\"}");
        }
    }

    @Test
    void defect23APageOfAnotherNameGetsNotEvenWhatNeedsNoLoginHere() throws IOException {
        for (var path : List.of("/metrics", "/openapi.json", "/docs", "/events/recent")) {
            assertThat(
                            raw(
                                    "GET "
                                            + path
                                            + " HTTP/1.1\r\nHost: evil.example:8000\r\nConnection: close\r\n\r\n"))
                    .as(path)
                    .startsWith("HTTP/1.1 401")
                    .doesNotContain("events", "alpr_");
        }
        for (var host : List.of("localhost:8000", "127.0.0.1", "[::1]:8000", "LOCALHOST")) {
            assertThat(
                            raw(
                                    "GET /metrics HTTP/1.1\r\nHost: "
                                            + host
                                            + "\r\nConnection: close\r\n\r\n"))
                    .as(host)
                    .startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void defect23WhatTheServerItselfRefusesTellsNothingOfItsInside() throws IOException {
        for (var request :
                List.of(
                        "GET /%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                        "GET / HTTP/9.9\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                        "NONSENSE\r\n\r\n")) {
            assertThat(raw(request))
                    .as(request)
                    .matches("(?s)HTTP/1.1 [45]\\d\\d.*")
                    .doesNotContainIgnoringCase("jetty", "exception", "javalin", "at io.");
        }
    }

    private String raw(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), stack.api.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static QuerySettings settings(String host, List<String> origins) {
        return new QuerySettings(
                QuerySettings.Reach.plain(new Listen(host, 0)),
                new DatabaseSettings("127.0.0.1", 1, "alpr_db", "alpr", ""),
                new ObjectStoreSettings("127.0.0.1:1", "key", "secret", "alpr-plate-images"),
                QuerySettings.Rules.of(false, origins, QuerySettings.Rates.USUAL));
    }
}
