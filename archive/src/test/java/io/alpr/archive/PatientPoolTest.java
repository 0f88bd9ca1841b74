package io.alpr.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alpr.embedded.EmbeddedPostgres;
import io.alpr.embedded.PostgresSettings;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pool whose server goes away and comes back. */
@Tag("real")
final class PatientPoolTest {
    private static final PatientPool.Use LOOKING =
            new PatientPool.Use("looking", true, 2, Duration.ofSeconds(5));

    @Test
    void theFirstQuestionAfterAQuietOutageIsAnswered(@TempDir Path folder)
            throws InterruptedException {
        var settings = PostgresSettings.throwaway(folder);
        var postgres = EmbeddedPostgres.start(settings);
        int port = postgres.port();
        var address =
                new DatabaseSettings(
                        "127.0.0.1",
                        port,
                        settings.databases().getFirst(),
                        postgres.user(),
                        postgres.password());
        try (var pool = new PatientPool(address, LOOKING)) {
            assertThat(one(pool)).isOne();
            postgres.kill();
            assertThatThrownBy(() -> one(pool)).isInstanceOf(DatabaseUnavailable.class);
            // Long enough for pauses that double to exceed what a question waits.
            Thread.sleep(6_000);
            postgres = EmbeddedPostgres.start(at(settings, port));
            assertThat(one(pool)).isOne();
        } finally {
            postgres.close();
        }
    }

    private static int one(PatientPool pool) {
        return pool.with(handle -> handle.createQuery("SELECT 1").mapTo(Integer.class).one());
    }

    private static PostgresSettings at(PostgresSettings settings, int port) {
        return new PostgresSettings(
                settings.data(), port, settings.role(), settings.password(), settings.databases());
    }
}
