package io.alpr.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alpr.app.config.AlprConfig;
import io.alpr.app.config.ConfigFiles;
import io.alpr.app.config.Ports;
import io.alpr.app.stack.Installation;
import io.alpr.vision.synth.Scenes;
import io.alpr.vision.synth.TruePass;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The sample video through the whole embedded system, compared with what is true of it. */
@Tag("real")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class WholeWayTest {
    private static final Duration SLACK = Duration.ofSeconds(1);
    private static final Duration PICTURE_MAX = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final Ports ports = freePorts();
    private AlprConfig config = ConfigFiles.read(Optional.empty(), Map.of());
    private Optional<Installation> installation = Optional.empty();
    private Optional<SampleVideo> sample = Optional.empty();
    private Verdict verdict = new Verdict(0, 0, 0, 0, java.util.List.of());

    static Ports freePorts() {
        var taken = new int[11];
        for (int i = 0; i < taken.length; i++) {
            taken[i] = io.alpr.embedded.Ports.free();
        }
        return new Ports(
                new Ports.Data(
                        taken[0], taken[1], taken[2], taken[3], taken[4], taken[5], taken[6],
                        taken[7]),
                new Ports.Services(taken[8], taken[9], taken[10]));
    }

    @BeforeAll
    void playTheSample(@TempDir Path folder) throws IOException, InterruptedException {
        sample = Optional.of(SampleVideo.in(folder.resolve("sample"), Scenes.demo(), (_, _) -> {}));
        config = Demo.installed(config, folder.resolve("data"), ports, sample.orElseThrow());
        verdict = startAndPlay();
    }

    private Verdict startAndPlay() throws InterruptedException {
        var running = Installation.start(config, _ -> {});
        installation = Optional.of(running);
        var out = new PrintWriter(new StringWriter());
        return new Demo(config, sample.orElseThrow(), out).play(running);
    }

    @AfterAll
    void stop() {
        installation.ifPresent(Installation::close);
        client.close();
    }

    private HttpResponse<String> get(int port, String path)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("X-API-Key", Visitor.key(installation.orElseThrow()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode recent() throws IOException, InterruptedException {
        return json.readTree(get(ports.services().query(), "/events/recent?limit=1000").body());
    }

    @Test
    @Order(1)
    void ninePlatesOfTenAreReadRightAndEveryPassIsArchived() {
        assertThat(verdict.good()).as(verdict.toString()).isTrue();
    }

    @Test
    @Order(1)
    void everyPlateThatIsReadRightIsOneEventAtItsTrueTime() throws Exception {
        var captured = new HashMap<String, Instant>();
        for (var event : recent().path("events")) {
            var text = event.path("plate_normalized_text").asText();
            var before = captured.put(text, Instant.parse(event.path("captured_at").asText()));
            assertThat(before).as("a second event of " + text).isNull();
        }
        for (TruePass pass : sample.orElseThrow().passes()) {
            if (captured.containsKey(pass.text())) {
                assertThat(captured.get(pass.text()))
                        .as(pass.text())
                        .isBetween(
                                SampleVideo.START.plus(pass.firstSeen()).minus(SLACK),
                                SampleVideo.START.plus(pass.lastSeen()));
            }
        }
    }

    @Test
    @Order(1)
    void thePicturesOpenFromOutside() throws Exception {
        var events = recent().path("events");
        assertThat(events).isNotEmpty();
        for (var event : events) {
            for (var column : java.util.List.of("plate_image_url", "vehicle_image_url")) {
                var address = URI.create(event.path(column).asText());
                // Pictures go a way of their own, and may come a moment after their event.
                await().atMost(PICTURE_MAX)
                        .untilAsserted(
                                () -> assertThat(picture(address)).startsWith("\u00ff\u00d8"));
            }
        }
    }

    /** The first bytes behind an address, or the status that there is in their place. */
    private String picture(URI address) throws IOException, InterruptedException {
        var answer =
                client.send(
                        HttpRequest.newBuilder(address).build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        return answer.statusCode() == 200
                ? new String(answer.body(), 0, 3, StandardCharsets.ISO_8859_1)
                : "status " + answer.statusCode();
    }

    @Test
    @Order(1)
    void everyServiceAnswersOnItsPort() throws Exception {
        assertThat(get(ports.services().query(), "/health").body())
                .contains("\"database_connected\":true");
        assertThat(get(ports.services().query(), "/docs").statusCode()).isEqualTo(200);
        assertThat(get(ports.services().query(), "/metrics").body())
                .contains("http_requests_total");
        assertThat(get(ports.services().pilot(), "/metrics").body())
                .contains("alpr_frames_processed_total", "alpr_events_published_total");
        assertThat(get(ports.services().recorder(), "/metrics").body())
                .contains("kafka_consumer_messages_stored_total");
        assertThat(get(ports.services().recorder(), "/health").statusCode()).isEqualTo(200);
        assertThat(get(ports.data().schemaRegistry(), "/subjects").body())
                .contains("alpr.events.plates-value");
    }

    @Test
    @Order(2)
    void theSameVideoAgainAfterARestartAddsNoEvent() throws Exception {
        var before = recent().path("count").asInt();
        installation.ifPresent(Installation::close);
        var again = startAndPlay();
        assertThat(again).isEqualTo(verdict);
        assertThat(recent().path("count").asInt()).isEqualTo(before);
    }
}
