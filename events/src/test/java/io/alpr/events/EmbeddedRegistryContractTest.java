package io.alpr.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.embedded.EmbeddedPostgres;
import io.alpr.embedded.EmbeddedRegistry;
import io.alpr.embedded.PostgresSettings;
import io.alpr.embedded.RegistrySettings;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract against the real registry that runs without Docker. */
@Tag("real")
class EmbeddedRegistryContractTest extends SchemaRegistryContract {
    @TempDir static Path folder;
    private static EmbeddedPostgres postgres;
    private static EmbeddedRegistry server;

    @BeforeAll
    static void start() {
        postgres = EmbeddedPostgres.start(PostgresSettings.throwaway(folder.resolve("database")));
        server =
                EmbeddedRegistry.start(
                        RegistrySettings.throwaway(folder.resolve("registry"), postgres));
    }

    @AfterAll
    static void stop() {
        server.close();
        postgres.close();
    }

    @Override
    URI address() {
        return URI.create(server.url());
    }

    @Test
    void anEventTravelsByTheNumberThatTheRegistryGave() {
        try (var writing = new HttpSchemaRegistry(address());
                var reading = new HttpSchemaRegistry(address())) {
            var bytes = new PlateEventCodec(writing, "alpr-plate-images").encode(Samples.full());

            assertThat(new PlateEventCodec(reading, "other").decode(bytes))
                    .isEqualTo(Samples.full());
        }
    }
}
