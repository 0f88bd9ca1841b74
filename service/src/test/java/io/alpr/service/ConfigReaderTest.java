package io.alpr.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigReaderTest {
    private static final String DEFAULTS =
            """
            database:
              host: localhost
              port: 5432
              patience: 30s
            camera_defaults:
              site: home
              frames_per_second: 5
            cameras: []
            """;

    private final ConfigReader reader =
            new ConfigReader(
                    DEFAULTS, List.of(new ConfigReader.Variable("DB_PORT", "database.port")));

    @TempDir Path folder;

    record Settings(Database database, List<Camera> cameras) {}

    record Database(String host, int port, Duration patience) {
        Database {
            if (port < 1) {
                throw new IllegalArgumentException("database port must be 1 or more, got: " + port);
            }
        }
    }

    record Camera(String id, String site, double framesPerSecond) {}

    private Settings read(String text) throws IOException {
        return reader.read(written(text), Map.of(), Settings.class);
    }

    private Path written(String text) throws IOException {
        return Files.writeString(folder.resolve("alpr.yaml"), text);
    }

    @Test
    void defaultsStandWhereTheFileIsSilent() throws IOException {
        var settings = read("database:\n  host: db\n");
        assertThat(settings.database()).isEqualTo(new Database("db", 5432, Duration.ofSeconds(30)));
        assertThat(settings.cameras()).isEmpty();
    }

    @Test
    void anEmptyFileIsTheDefaults() throws IOException {
        assertThat(read("# nothing yet\n").database().port()).isEqualTo(5432);
    }

    @Test
    void listItemsStartFromTheirDefaults() throws IOException {
        var settings = read("cameras:\n- id: gate\n- id: yard\n  site: east\n");
        assertThat(settings.cameras())
                .containsExactly(new Camera("gate", "home", 5), new Camera("yard", "east", 5));
    }

    @Test
    void theEnvironmentWins() throws IOException {
        var settings =
                reader.read(
                        written("database:\n  port: 1\n"),
                        Map.of("DB_PORT", "6000"),
                        Settings.class);
        assertThat(settings.database().port()).isEqualTo(6000);
    }

    @Test
    void anUnknownKeyIsNamedWithItsLineAndTheKnownOnes() {
        assertThatThrownBy(() -> read("cameras:\n- id: gate\n  sit: east\n"))
                .isInstanceOf(ConfigFault.class)
                .hasMessageEndingWith(
                        "alpr.yaml:3: cameras[0].sit: unknown key; known here: frames_per_second, id, site");
    }

    @Test
    void aWrongTypeIsNamedWithTheRule() {
        assertThatThrownBy(() -> read("database:\n  port: many\n"))
                .hasMessageEndingWith(
                        "alpr.yaml:2: database.port: must be a whole number, got: 'many'");
        assertThatThrownBy(() -> read("database:\n  patience: soon\n"))
                .hasMessageContaining(
                        "alpr.yaml:2: database.patience: must be a duration such as 500ms");
        assertThatThrownBy(() -> read("cameras: gate\n"))
                .hasMessageEndingWith(":1: cameras: must be a list");
    }

    @Test
    void aMissingKeyIsNamed() {
        assertThatThrownBy(() -> read("cameras:\n- site: east\n"))
                .hasMessageEndingWith("alpr.yaml:2: cameras[0].id: is missing");
    }

    @Test
    void whatARecordRefusesIsSaidInItsOwnWords() {
        assertThatThrownBy(() -> read("database:\n  port: 0\n"))
                .hasMessageEndingWith(
                        "alpr.yaml:1: database: database port must be 1 or more, got: 0");
    }

    @Test
    void whatIsNotYamlIsOneLine() {
        assertThatThrownBy(() -> read("a: [1, 2\nb: }\n"))
                .isInstanceOf(ConfigFault.class)
                .hasMessageContaining("alpr.yaml:")
                .hasMessageContaining("is not YAML")
                .message()
                .doesNotContain("\n");
        assertThatThrownBy(() -> read("just words"))
                .hasMessageEndingWith("must be keys and values, e.g. 'cameras:'");
    }

    @Test
    void aMissingFileIsNamed() {
        var missing = folder.resolve("none.yaml");
        assertThatThrownBy(() -> reader.read(missing, Map.of(), Settings.class))
                .hasMessage(missing + ": no such file; name one with --config");
    }
}
