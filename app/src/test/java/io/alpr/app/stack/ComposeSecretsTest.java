package io.alpr.app.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alpr.service.StartFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ComposeSecretsTest {
    @TempDir private Path folder = Path.of("");

    @Test
    void allAreMadeAndOnlyTheOwnerReadsThem() throws Exception {
        var file = folder.resolve(".env");
        assertThat(ComposeSecrets.complete(file)).isEqualTo(ComposeSecrets.names());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readAllLines(file))
                .hasSize(ComposeSecrets.names().size())
                .allMatch(line -> line.matches("[A-Z_]+=[A-P][A-Za-z0-9_-]{15,31}"));
        assertThat(Files.readString(file)).containsPattern("KAFKA_CLUSTER_ID=[A-Za-z0-9_-]{22}\n");
    }

    @Test
    void whatIsThereStaysAndWhatIsEmptyIsMade() throws Exception {
        var file = Files.writeString(folder.resolve(".env"), "ALPR_SITE=gate\nDB_PASSWORD=mine");
        assertThat(ComposeSecrets.complete(file))
                .doesNotContain("DB_PASSWORD")
                .hasSize(ComposeSecrets.names().size() - 1);
        var text = Files.readString(file);
        assertThat(text).startsWith("ALPR_SITE=gate\nDB_PASSWORD=mine\n");
        assertThat(ComposeSecrets.complete(file)).isEmpty();
        assertThat(Files.readString(file)).isEqualTo(text);
    }

    @Test
    void aFolderThatIsMissingIsNamed() {
        assertThatThrownBy(() -> ComposeSecrets.complete(folder.resolve("none/.env")))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("none/.env has no folder");
    }
}
