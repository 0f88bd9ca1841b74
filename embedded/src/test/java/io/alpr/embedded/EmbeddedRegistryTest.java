package io.alpr.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("real")
class EmbeddedRegistryTest {
    @TempDir Path data;

    @Test
    void answersConfluentsApiAtTheRootAndRefusesAnIncompatibleSchema() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(PostgresSettings.throwaway(data));
                EmbeddedRegistry registry =
                        EmbeddedRegistry.start(RegistrySettings.throwaway(data, postgres))) {
            String url = registry.url();
            int id = RegistryClient.register(url, "seen-value", RegistryClient.SCHEMA);
            assertThat(RegistryClient.register(url, "seen-value", RegistryClient.SCHEMA))
                    .isEqualTo(id);
            assertThat(RegistryClient.get(url + "/subjects").body()).contains("seen-value");
            assertThat(RegistryClient.get(url + "/schemas/ids/" + id).body()).contains("Seen");
            assertThat(RegistryClient.get(url + "/config").body()).contains("BACKWARD");
            assertThat(RegistryClient.get(url + "/mode").body()).contains("READWRITE");
            assertThat(
                            RegistryClient.post(
                                            url, "seen-value", RegistryClient.INCOMPATIBLE_SCHEMA)
                                    .statusCode())
                    .isEqualTo(409);
            assertThat(headStatus(url + "/subjects")).isEqualTo(200);
            assertThat(RegistryClient.get(url + "/").statusCode()).isEqualTo(200);
            assertThat(RegistryClient.get(url + "/subjects/none/versions/1").statusCode())
                    .isEqualTo(404);
        }
    }

    private static int headStatus(String address) throws Exception {
        return RegistryClient.send(
                        HttpRequest.newBuilder(URI.create(address))
                                .method("HEAD", BodyPublishers.noBody())
                                .build())
                .statusCode();
    }
}
