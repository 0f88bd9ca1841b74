package io.alpr.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import io.alpr.app.config.AlprConfig;
import io.alpr.app.config.ConfigFiles;
import io.alpr.app.config.Ports;
import io.alpr.app.doctor.Finding;
import io.alpr.app.doctor.Stack;
import io.alpr.app.metric.MetricCatalogue;
import io.alpr.app.operations.BrokerFigures;
import io.alpr.app.operations.DatabaseExporter;
import io.alpr.app.operations.Deployed;
import io.alpr.app.operations.PrometheusServer;
import io.alpr.app.stack.AlprChild;
import io.alpr.app.stack.Installation;
import io.alpr.app.stack.SecretsFile;
import io.alpr.vision.synth.Scenes;
import io.alpr.vision.synth.TruePass;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A real Prometheus, with the rules that are deployed, over the whole embedded system at work. */
@Tag("real")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class WatchedDemoTest {
    private static final Duration ANSWER_MAX = Duration.ofSeconds(60);
    private static final int SCRAPE_SECONDS = 2;
    private static final int EVALUATE_SECONDS = 3;

    /** What runs in containers only. */
    private static final Pattern ELSEWHERE = Pattern.compile("container_|node_|minio_");

    private final HttpClient client = HttpClient.newHttpClient();
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();
    private List<String> plates = List.of();
    private final Ports ports = WholeWayTest.freePorts();
    private final int second = io.alpr.embedded.Ports.free();
    private Optional<AlprConfig> config = Optional.empty();
    private Optional<Installation> installation = Optional.empty();
    private Optional<AlprChild> recorder = Optional.empty();
    private Optional<PrometheusServer> prometheus = Optional.empty();
    private final int brokerFigures = io.alpr.embedded.Ports.free();
    private final int databaseFigures = io.alpr.embedded.Ports.free();
    private Optional<DatabaseExporter> database = Optional.empty();

    @BeforeAll
    void playTheSampleWatched(@TempDir Path folder) throws IOException, InterruptedException {
        var sample = SampleVideo.in(folder.resolve("sample"), Scenes.demo(), (_, _) -> {});
        var demo =
                Demo.installed(
                        ConfigFiles.read(Optional.empty(), Map.of()),
                        folder.resolve("data"),
                        ports,
                        sample);
        config = Optional.of(demo);
        prometheus =
                Optional.of(
                        PrometheusServer.start(
                                folder, io.alpr.embedded.Ports.free(), configuration()));
        listen();
        var running = Installation.start(demo, _ -> {});
        installation = Optional.of(running);
        BrokerFigures.open(brokerFigures, Deployed.file("kafka/jmx.yml"));
        database =
                Optional.of(
                        DatabaseExporter.start(
                                folder,
                                databaseFigures,
                                ports.data().database(),
                                SecretsFile.in(demo.data()).databasePassword()));
        recorder = Optional.of(AlprChild.start("recorder", another(folder, demo)));
        var out = new PrintWriter(new StringWriter());
        assertThat(new Demo(demo, sample, out).play(running).good()).isTrue();
        plates = sample.passes().stream().map(TruePass::text).toList();
    }

    private void listen() {
        said.start();
        if (LoggerFactory.getLogger("io.alpr") instanceof Logger ours) {
            ours.addAppender(said);
        }
    }

    @AfterAll
    void stop() {
        recorder.ifPresent(AlprChild::close);
        database.ifPresent(DatabaseExporter::close);
        installation.ifPresent(Installation::close);
        prometheus.ifPresent(PrometheusServer::close);
        client.close();
    }

    /** The file for a machine without Docker, with these ports and less patience. */
    private String configuration() throws IOException {
        return Files.readString(Deployed.file("prometheus/prometheus.local.yml"))
                .replaceAll(
                        "scrape_interval: \\d+s", "scrape_interval: %ds".formatted(SCRAPE_SECONDS))
                .replaceAll(
                        "evaluation_interval: \\d+s",
                        "evaluation_interval: %ds".formatted(EVALUATE_SECONDS))
                .replace("rules/*.yml", Deployed.file("prometheus/rules") + "/*.yml")
                .replace("localhost:8000", "localhost:" + ports.services().query())
                .replace("localhost:8001", "localhost:" + ports.services().pilot())
                .replace(
                        "\"localhost:8002\"",
                        "\"localhost:%d\", \"localhost:%d\""
                                .formatted(ports.services().recorder(), second))
                .concat(
                        """
                          - job_name: kafka
                            static_configs: [{targets: ["localhost:%d"]}]
                          - job_name: postgres
                            static_configs: [{targets: ["localhost:%d"]}]
                        """
                                .formatted(brokerFigures, databaseFigures));
    }

    /** A second recorder in the same group, in a process that can be killed. */
    private Path another(Path folder, AlprConfig config) throws IOException {
        var secrets = SecretsFile.in(config.data());
        var data = ports.data();
        var yaml =
                """
                data: %s
                ports: {services: {recorder: %d}}
                kafka: {bootstrap_servers: "127.0.0.1:%d", schema_registry_url: "http://127.0.0.1:%d"}
                database: {host: 127.0.0.1, port: %d, password: "%s"}
                object_store: {endpoint: "127.0.0.1:%d", access_key: "%s", secret_key: "%s"}
                """
                        .formatted(
                                folder.resolve("second"),
                                second,
                                data.kafka(),
                                data.schemaRegistry(),
                                data.database(),
                                secrets.databasePassword(),
                                data.objectStore(),
                                secrets.objectAccessKey(),
                                secrets.objectSecretKey());
        return Files.writeString(folder.resolve("recorder.yaml"), yaml);
    }

    private PrometheusServer watching() {
        return prometheus.orElseThrow();
    }

    private List<Integer> managed() {
        var services = ports.services();
        return List.of(services.pilot(), services.recorder(), services.query());
    }

    @Test
    @Order(1)
    void allOurServicesAreScraped() {
        await().atMost(ANSWER_MAX)
                .untilAsserted(
                        () ->
                                assertThat(
                                                watching()
                                                        .query(
                                                                "up{job=~\"alpr-pilot|kafka-consumer|query-api\"} == 1"))
                                        .hasSize(4));
    }

    @Test
    @Order(1)
    void whatIsMeasuredIsInTheCatalogueAndWhatIsInTheCatalogueIsMeasured() throws Exception {
        var services = MetricCatalogue.services();
        for (int i = 0; i < services.size(); i++) {
            var page = metrics(managed().get(i));
            for (var meter : services.get(i).meters()) {
                // Those with a label besides the camera's may wait for their first value.
                if (meter.labels().isEmpty() || meter.labels().equals(List.of("camera_id"))) {
                    if (!meter.name().startsWith("alpr.tls.")) {
                        assertThat(page).contains("# HELP " + meter.exposed() + " " + meter.help());
                    }
                }
            }
            var known = services.get(i).meters().stream().map(meter -> meter.exposed()).toList();
            page.lines()
                    .filter(line -> line.matches("# TYPE (alpr|http|kafka_consumer_messages)_.*"))
                    .map(line -> line.replaceFirst("# TYPE (\\S+?)(_max)? \\S+$", "$1"))
                    .forEach(name -> assertThat(known).contains(name));
        }
    }

    private String metrics(int port) throws IOException, InterruptedException {
        var uri = URI.create("http://127.0.0.1:" + port + "/metrics");
        return client.send(
                        HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    @Order(1)
    void noPanelIsEmptyAfterTheDemo() throws IOException {
        for (var uid :
                List.of(
                        "alpr-overview",
                        "kafka-database",
                        "system-performance",
                        "alpr-service-status")) {
            for (var panel : Deployed.panels(uid)) {
                if (!ELSEWHERE.matcher(panel.text()).find()) {
                    await().atMost(ANSWER_MAX)
                            .untilAsserted(
                                    () ->
                                            assertThat(values(watching().query(panel.text())))
                                                    .as("%s: %s", panel.place(), panel.text())
                                                    .anyMatch(value -> !value.equals("NaN")));
                }
            }
        }
    }

    private static List<String> values(JsonNode result) {
        return result.valueStream().map(sample -> sample.at("/value/1").asText()).toList();
    }

    @Test
    @Order(1)
    void noPlateStandsInTheLog() {
        assertThat(plates).isNotEmpty();
        var lines = said.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
        assertThat(lines).anyMatch(line -> line.contains("state=streaming"));
        assertThat(lines)
                .noneMatch(line -> plates.stream().anyMatch(plate -> line.contains(plate)));
    }

    @Test
    @Order(1)
    void everyRuleIsEvaluatedWithoutAFault() {
        await().atMost(ANSWER_MAX)
                .untilAsserted(
                        () -> {
                            int rules = 0;
                            for (var group : watching().get("rules").get("groups")) {
                                for (var rule : group.get("rules")) {
                                    assertThat(rule.get("health").asText())
                                            .as(rule.get("name").asText())
                                            .isEqualTo("ok");
                                    rules++;
                                }
                            }
                            assertThat(rules).isGreaterThan(20);
                        });
    }

    @Test
    @Order(1)
    void theDoctorFindsNothingButThatNobodyMadeABackup() {
        await().atMost(ANSWER_MAX)
                .untilAsserted(
                        () ->
                                assertThat(Stack.examine(config.orElseThrow()))
                                        .filteredOn(one -> one.verdict() != Finding.Verdict.OK)
                                        .extracting(Finding::what)
                                        .containsExactly("there is no backup"));
        assertThat(Stack.examine(config.orElseThrow())).hasSize(managed().size() + 1);
    }

    /** By Prometheus' own clock: when it began to fire, less when it last answered. */
    @Test
    @Order(2)
    void aKilledRecorderIsToldOfWithinTwoEvaluations() throws Exception {
        var instance = "localhost:" + second;
        var killed = Instant.now();
        recorder.orElseThrow().kill();
        await().atMost(ANSWER_MAX).untilAsserted(() -> assertThat(firing(instance)).isNotEmpty());
        var since = Instant.parse(firing(instance).get(0).get("activeAt").asText());
        assertThat(Duration.between(killed, since))
                .isLessThanOrEqualTo(Duration.ofSeconds(SCRAPE_SECONDS + 2L * EVALUATE_SECONDS));
    }

    private List<JsonNode> firing(String instance) throws IOException, InterruptedException {
        return watching()
                .get("alerts")
                .path("alerts")
                .valueStream()
                .filter(alert -> alert.at("/labels/alertname").asText().equals("AlprServiceDown"))
                .filter(alert -> alert.at("/labels/instance").asText().equals(instance))
                .filter(alert -> alert.get("state").asText().equals("firing"))
                .toList();
    }
}
