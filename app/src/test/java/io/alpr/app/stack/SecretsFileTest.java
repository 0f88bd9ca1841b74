package io.alpr.app.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alpr.service.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretsFileTest {
    @TempDir private Path folder = Path.of("");

    @Test
    void secretsAreMadeOnceAndKept() {
        var first = SecretsFile.in(folder.resolve("data"));
        assertThat(SecretsFile.in(folder.resolve("data"))).isEqualTo(first);
        assertThat(SecretsFile.in(folder.resolve("other"))).isNotEqualTo(first);
    }

    @Test
    void aFirstStartThatBrokeOffIsNoObstacle() throws IOException {
        Files.writeString(folder.resolve(SecretsFile.NAME + ".part"), "DB_PASS");
        var secrets = SecretsFile.in(folder);
        assertThat(SecretsFile.in(folder)).isEqualTo(secrets);
        assertThat(folder.resolve(SecretsFile.NAME + ".part")).doesNotExist();
    }

    @Test
    void onlyTheOwnerReadsThem() throws IOException {
        SecretsFile.in(folder);
        var permissions = Files.getPosixFilePermissions(folder.resolve(SecretsFile.NAME));
        assertThat(PosixFilePermissions.toString(permissions)).isEqualTo("rw-------");
    }

    @Test
    void aFileOfBeforeJmxHadALoginKeepsItsSecretsAndGetsOneMore() throws IOException {
        var file = folder.resolve(SecretsFile.NAME);
        Files.writeString(
                file,
                "DB_PASSWORD=abcdefghij\nMINIO_ACCESS_KEY=klmnopqrst\nMINIO_SECRET_KEY=uvwxyz0123\n");
        var secrets = SecretsFile.in(folder);
        assertThat(secrets.databasePassword()).isEqualTo("abcdefghij");
        assertThat(secrets.objectSecretKey()).isEqualTo("uvwxyz0123");
        assertThat(SecretsFile.in(folder)).isEqualTo(secrets);
        assertThat(Files.readString(file)).contains("KAFKA_JMX_PASSWORD=" + secrets.jmxPassword());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aFileThatLostASecretIsNamed() throws IOException {
        Files.writeString(folder.resolve(SecretsFile.NAME), "DB_PASSWORD=abcdefghij\n");
        assertThatThrownBy(() -> SecretsFile.in(folder))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("lacks MINIO_ACCESS_KEY");
    }
}
