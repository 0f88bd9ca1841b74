package io.alpr.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alpr.app.stack.Cameras;
import io.alpr.pilot.source.SourceOptions.Hardware;
import io.alpr.service.ConfigFault;
import io.alpr.service.ConfigReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigFilesTest {
    /** Keys that say something only together with another, or not with just any value. */
    private static final Map<String, String> REFUSED_ALONE =
            Map.of(
                    "query.tls_certificate", "tls_certificate and tls_key belong together",
                    "query.tls_key", "tls_certificate and tls_key belong together",
                    "listen", "set metrics_token for other addresses",
                    "metrics_token", "must have 16 characters or more");

    @TempDir private Path folder = Path.of("");

    private AlprConfig read(String yaml, Map<String, String> environment) throws IOException {
        var file = Files.writeString(folder.resolve("alpr.yaml"), yaml);
        return ConfigFiles.read(Optional.of(file), environment);
    }

    @Test
    void theDefaultsAreTheSeedsPorts() throws IOException {
        assertThat(read("", Map.of()).ports())
                .isEqualTo(
                        new Ports(
                                new Ports.Data(9092, 29092, 9093, 9101, 2181, 8081, 5432, 9000),
                                new Ports.Services(8000, 8001, 8002)));
    }

    @Test
    void theDefaultsAreClosedAndKnowTheContractsNames() throws IOException {
        var config = read("", Map.of());
        assertThat(config.listen()).isEqualTo("127.0.0.1");
        assertThat(config.database().name()).isEqualTo("alpr_db");
        assertThat(config.database().user()).isEqualTo("alpr");
        assertThat(config.database().password()).isEmpty();
        assertThat(config.objectStore().bucket()).isEqualTo("alpr-plate-images");
        assertThat(config.objectStore().secretKey()).isEmpty();
        assertThat(config.cameras()).isEmpty();
    }

    @Test
    void everySeedVariableIsHonoured() throws IOException {
        var config =
                read(
                        "",
                        Map.of(
                                "KAFKA_BOOTSTRAP_SERVERS", "kafka:29092",
                                "KAFKA_JMX_PORT", "9102",
                                "DB_HOST", "timescaledb",
                                "DB_PORT", "5433",
                                "DB_PASSWORD", "0123",
                                "MINIO_ENDPOINT", "minio:9000",
                                "SCHEMA_REGISTRY_URL", "http://schema-registry:8081"));
        assertThat(config.kafka().bootstrapServers()).isEqualTo("kafka:29092");
        assertThat(config.kafka().schemaRegistryUrl()).isEqualTo("http://schema-registry:8081");
        assertThat(config.ports().data().kafkaJmx()).isEqualTo(9102);
        assertThat(config.database().host()).isEqualTo("timescaledb");
        assertThat(config.database().port()).isEqualTo(5433);
        assertThat(config.database().password()).isEqualTo("0123");
        assertThat(config.objectStore().endpoint()).isEqualTo("minio:9000");
    }

    @Test
    void everyVariableSetsAKeyThatExists() {
        for (ConfigReader.Variable variable : ConfigFiles.variables()) {
            var number = variable.path().matches("ports\\..*|.*port|.*_mib");
            var truth =
                    variable.path().matches("query\\.(plain_http|reason_required)") ? "true" : "x";
            var environment = Map.of(variable.name(), number ? "7777" : truth);
            var refusal = REFUSED_ALONE.get(variable.path());
            if (refusal == null) {
                assertThat(ConfigFiles.read(Optional.empty(), environment))
                        .as(variable.name())
                        .isNotNull();
            } else {
                assertThatThrownBy(() -> ConfigFiles.read(Optional.empty(), environment))
                        .hasMessageContaining(refusal);
            }
        }
    }

    @Test
    void othersReachMetricsOnlyWithAToken() throws IOException {
        var config = read("listen: 0.0.0.0\nmetrics_token: 0123456789abcdef\n", Map.of());
        assertThat(config.metricsReaders().token()).contains("0123456789abcdef");
        assertThat(config.toString()).doesNotContain("0123456789abcdef");
        assertThat(read("", Map.of()).metricsReaders().token()).isEmpty();
    }

    @Test
    void theOutboxIsWithTheDataUnlessItIsNamed() throws IOException {
        assertThat(read("data: kept\n", Map.of()).outboxFolder())
                .isEqualTo(Path.of("kept", "outbox"));
        assertThat(read("", Map.of("ALPR_OUTBOX_FOLDER", "/disk2/outbox")).outboxFolder())
                .isEqualTo(Path.of("/disk2/outbox"));
        assertThat(read("", Map.of()).outbox().bytesMax()).isEqualTo(2L << 30);
    }

    @Test
    void anOutboxThatHoldsNextToNothingIsRefused() {
        assertThatThrownBy(() -> read("outbox:\n  size_mib: 1\n", Map.of()))
                .isInstanceOf(ConfigFault.class)
                .hasMessageContaining("outbox size_mib must be 16 to 1048576, got: 1");
    }

    @Test
    void camerasStartFromTheirDefaults() throws IOException {
        var config = read("cameras:\n- id: gate\n  source: gate.mp4\n", Map.of());
        assertThat(config.cameras())
                .containsExactly(AlprConfig.Camera.of("gate", "", "gate.mp4", ""));
    }

    @Test
    void whatFfmpegIsToldAndWhoDecodesIsEachCamerasOwn() throws IOException {
        var config =
                read(
                        """
                        cameras:
                        - id: usb
                          source: v4l2:/dev/video0
                          hardware: auto
                          ffmpeg: {video_size: 1280x720, framerate: 30}
                        - id: gate
                          source: folder:/srv/gate
                          hardware: off
                        """,
                        Map.of());
        var cameras = Cameras.of(config);
        assertThat(cameras.getFirst().video().hardware()).isEqualTo(Hardware.AUTO);
        assertThat(cameras.getFirst().video().ffmpeg())
                .isEqualTo(Map.of("video_size", "1280x720", "framerate", "30"));
        assertThat(cameras.getFirst().passes().agreement().singles()).isFalse();
        assertThat(cameras.getLast().video().hardware()).isEqualTo(Hardware.OFF);
        assertThat(cameras.getLast().passes().agreement().singles())
                .as("a folder has one picture of a car, often")
                .isTrue();
    }

    @Test
    void aThirdWordForHardwareIsRefused() throws IOException {
        var config = read("cameras:\n- {id: gate, source: a.mp4, hardware: cuda}\n", Map.of());
        assertThatThrownBy(() -> Cameras.of(config))
                .isInstanceOf(ConfigFault.class)
                .hasMessageContaining("gate")
                .hasMessageContaining("hardware must be off or auto, got: 'cuda'");
    }

    @Test
    void anAddressThatOthersReachIsRefusedWhereThereIsNoLogin() throws IOException {
        assertThatThrownBy(() -> read("listen: 0.0.0.0\n", Map.of()))
                .isInstanceOf(ConfigFault.class)
                .hasMessageContaining("see query: listen");
        assertThat(read("query: {listen: 0.0.0.0}\n", Map.of()).queryListen()).isEqualTo("0.0.0.0");
        assertThat(read("", Map.of()).queryListen()).isEqualTo("127.0.0.1");
    }

    @Test
    void aLoginServiceThatLetsNobodyInOrIsOpenToAllIsRefused() throws IOException {
        var service = "query: {oidc: {issuer: \"%s\", client_id: \"%s\", viewers: [%s]}}\n";
        assertThatThrownBy(
                        () -> read(service.formatted("http://id.example", "alpr", "a"), Map.of()))
                .isInstanceOf(ConfigFault.class)
                .hasMessageContaining("issuer must be an https address, got: 'http://id.example'");
        assertThatThrownBy(() -> read(service.formatted("https://id.example", "", "a"), Map.of()))
                .hasMessageContaining("client_id");
        var settings =
                read(service.formatted("https://id.example", "alpr", "guards"), Map.of())
                        .query()
                        .oidc()
                        .settings();
        assertThat(settings.orElseThrow().claims().viewers()).containsExactly("guards");
        assertThat(read("", Map.of()).query().oidc().settings()).isEmpty();
    }

    @Test
    void twoPortsAlikeAreRefusedByName() {
        assertThatThrownBy(() -> read("ports:\n  services:\n    query: 8001\n", Map.of()))
                .isInstanceOf(ConfigFault.class)
                .hasMessageContaining("query and pilot cannot both have port 8001");
    }

    @Test
    void twoCamerasAlikeAreRefusedByName() {
        assertThatThrownBy(
                        () ->
                                read(
                                        "cameras:\n- {id: a, source: x}\n- {id: a, source: y}\n",
                                        Map.of()))
                .isInstanceOf(ConfigFault.class)
                .hasMessageContaining("camera ids must differ, got twice: a");
    }

    @Test
    void secretsStayOutOfTheTextOfAConfiguration() throws IOException {
        var config = read("", Map.of("DB_PASSWORD", "hush-db", "MINIO_SECRET_KEY", "hush-s3"));
        assertThat(config.toString()).doesNotContain("hush");
        var camera = read("cameras:\n- {id: a, source: 'rtsp://u:hush@h/s'}\n", Map.of());
        assertThat(camera.toString()).doesNotContain("hush");
    }
}
