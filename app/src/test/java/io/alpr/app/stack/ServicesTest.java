package io.alpr.app.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.alpr.app.config.AlprConfig;
import io.alpr.app.config.ConfigFiles;
import io.alpr.embedded.Ports;
import io.alpr.vision.Purpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is configured arrives. */
final class ServicesTest {
    @TempDir private Path folder = Path.of("");

    /** Nobody waits until a supervisor loses patience and kills it. */
    @Test
    @Tag("real")
    void aServiceThatStillWaitsForItsDatabaseEndsWhenItIsAsked() throws Exception {
        var yaml =
                """
                data: %s
                database: {host: 127.0.0.1, port: %d, password: none}
                object_store: {access_key: key, secret_key: secret}
                """
                        .formatted(folder.resolve("data"), Ports.free());
        var file = Files.writeString(folder.resolve("waiting.yaml"), yaml);
        var log = folder.resolve("waiting.yaml.log");
        try (var recorder = AlprChild.start("recorder", file)) {
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(
                            () -> assertThat(log).content().contains("waiting for the database"));
            recorder.handle().destroy();
            assertThat(recorder.handle().onExit()).succeedsWithin(Duration.ofSeconds(20));
        }
    }

    @Test
    void theQueryApiGetsAllThatIsSaidOfIt() throws IOException {
        var yaml =
                """
                listen: 127.0.0.1
                metrics_token: 0123456789abcdef
                object_store: {access_key: key, secret_key: secret}
                query:
                  listen: 0.0.0.0
                  plain_http: true
                  trusted_proxies: [10.0.0.0/8]
                  reason_required: true
                  cors_origins: ["https://desk.example.org"]
                  requests_per_second: 7
                  oidc:
                    issuer: https://login.example.org
                    client_id: alpr
                    client_secret: s3cret
                    public_url: https://alpr.example.org
                    administrators: [chiefs]
                """;
        var config = config(yaml);
        var settings = Services.querySettings(config, Addresses.configured(config));
        assertThat(settings.reach().listen().host()).isEqualTo("0.0.0.0");
        assertThat(settings.reach().plainHttp()).isTrue();
        assertThat(settings.reach().trustedProxies()).containsExactly("10.0.0.0/8");
        assertThat(settings.rules().reasonRequired()).isTrue();
        assertThat(settings.rules().corsOrigins()).containsExactly("https://desk.example.org");
        assertThat(settings.rules().rates().requests()).isEqualTo(7);
        assertThat(settings.rules().readers().token()).contains("0123456789abcdef");
        assertThat(settings.oidc()).as("the login service").isPresent();
    }

    @Test
    void theRecorderGetsAllThatIsSaidOfIt() throws IOException {
        var config =
                config(
                        """
                        object_store: {access_key: key, secret_key: secret}
                        kafka: {topic_replication: 3}
                        retention: {events: 40d, pictures: 7d}
                        """);
        var settings = Services.recorderSettings(config, Addresses.configured(config));
        assertThat(settings.kafka().replication()).isEqualTo(3);
        assertThat(settings.retention()).isEqualTo(config.retention().policy());
    }

    /** Frames have others beside them and must be quick; a picture that is sent has neither. */
    @Test
    void camerasAndPicturesHaveEnginesOfTheirOwn() throws IOException {
        var config = config("recognition: {threads: 1}\n");
        try (var frames = Services.engine(config, Purpose.VIDEO);
                var pictures = Services.engine(config, Purpose.STILL)) {
            assertThat(frames.margins()).hasSize(1);
            assertThat(pictures.margins()).hasSizeGreaterThan(1);
            assertThat(frames.detector().name()).isNotEqualTo(pictures.detector().name());
        }
    }

    private AlprConfig config(String yaml) throws IOException {
        var file = Files.writeString(folder.resolve("alpr.yaml"), yaml);
        return ConfigFiles.read(Optional.of(file), Map.of());
    }
}
