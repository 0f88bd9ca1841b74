package io.alpr.app.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.app.config.ConfigFiles;
import io.alpr.app.config.Ports;
import io.alpr.app.stack.Installation;
import io.alpr.app.stack.SecretsFile;
import io.alpr.pilot.camera.PassListener;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The commands that the reference's port guide gives for looking around and for trouble, as they
 * stand there but for the ports, typed against the embedded system with its own credentials.
 */
@Tag("real")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SeedCommandsTest {
    private Ports ports = ConfigFiles.read(Optional.empty(), Map.of()).ports();
    private Optional<Installation> installation = Optional.empty();
    private Path folder = Path.of("");
    private String environment = "";

    @BeforeAll
    void up(@TempDir Path empty) {
        folder = empty;
        for (var name : ports.named().keySet()) {
            ports = ports.with(name, io.alpr.embedded.Ports.free());
        }
        var config =
                ConfigFiles.read(Optional.empty(), Map.of())
                        .with(empty.resolve("data"), ports, List.of());
        var running = Installation.start(config, _ -> {});
        installation = Optional.of(running);
        assertThat(running.watch(PassListener.NONE)).isNotNull();
        var secrets = SecretsFile.in(config.data());
        environment =
                "export PGPASSWORD='%s' AWS_ACCESS_KEY_ID='%s' AWS_SECRET_ACCESS_KEY='%s' AWS_DEFAULT_REGION=us-east-1 no_proxy=localhost; "
                        .formatted(
                                secrets.databasePassword(),
                                secrets.objectAccessKey(),
                                secrets.objectSecretKey());
    }

    @AfterAll
    void down() {
        installation.ifPresent(Installation::close);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "curl;curl;curl http://localhost:8001/metrics;jvm_memory_used_bytes",
                "curl;curl;curl http://localhost:8001/metrics | head;# HELP",
                "curl;curl;curl http://localhost:8000/metrics;alpr_live_listeners",
                "curl;curl;curl localhost:8002/metrics;kafka_consumer_messages_stored_total",
                "curl;curl;curl -I http://localhost:8000/health;200 OK",
                "psql;postgresql-client;psql -h localhost -p 5432 -U alpr -d alpr_db -c '\\d plate_events';plate_normalized_text",
                "aws;awscli;aws s3 ls --endpoint-url http://localhost:9000;alpr-plate-images",
                "nc;netcat-openbsd;nc -zv localhost 9092;succeeded",
                "nc;netcat-openbsd;nc -zv localhost 5432;succeeded",
                "netstat;net-tools;netstat -tulpn | grep :8001;LISTEN"
            })
    void commandsOfTheGuideWork(
            String program, String debianPackage, String command, String answered)
            throws Exception {
        Tool.demand(program, debianPackage);
        var typed = moved(command);
        var ended = Tool.run(folder, "bash", "-o", "pipefail", "-c", environment + typed);
        assertThat(ended.output()).as(typed).contains(answered);
    }

    /** Nothing of this is open to who has no credentials. */
    @Test
    void withoutCredentialsTheArchiveIsClosed() throws Exception {
        Tool.demand("psql", "postgresql-client");
        Tool.demand("curl", "curl");
        var psql =
                Tool.run(
                        folder,
                        "bash",
                        "-c",
                        moved(
                                "PGPASSWORD=alpr_secure_pass psql -h localhost -p 5432 -U alpr -d alpr_db -c 'SELECT 1'"));
        assertThat(psql.code()).isNotZero();
        assertThat(psql.output()).contains("password authentication failed");
        var recent =
                Tool.run(folder, "bash", "-c", moved("curl -s -i localhost:8000/events/recent"));
        assertThat(recent.output()).contains("401");
    }

    private String moved(String command) {
        var services = ports.services();
        var data = ports.data();
        return command.replace(":8001", ":" + services.pilot())
                .replace(":8002", ":" + services.recorder())
                .replace(":8000", ":" + services.query())
                .replace(":9000", ":" + data.objectStore())
                .replace("localhost 9092", "localhost " + data.kafka())
                .replace("localhost 5432", "localhost " + data.database())
                .replace("-p 5432", "-p " + data.database());
    }
}
