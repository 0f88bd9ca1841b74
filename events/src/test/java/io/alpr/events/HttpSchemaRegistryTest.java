package io.alpr.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpSchemaRegistryTest extends SchemaRegistryContract {
    private static final String SUBJECT = "s-value";

    private final TestingRegistryServer server = new TestingRegistryServer();

    @Override
    URI address() {
        return server.address();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whatWasLearntIsNotAskedAgain() {
        try (var registry = new HttpSchemaRegistry(server.address())) {
            var id = registry.idOf(SUBJECT, Schemas.PLATE_EVENT);
            registry.idOf(SUBJECT, Schemas.PLATE_EVENT);
            registry.schema(id);
        }
        assertThat(server.asked()).containsExactly("POST /subjects/s-value/versions");
    }

    @Test
    void aServerAtFaultIsAskedAgain() {
        server.failNext(500, 503);
        try (var registry = new HttpSchemaRegistry(server.address())) {
            assertThat(registry.idOf(SUBJECT, Schemas.PLATE_EVENT)).isEqualTo(1);
        }
        assertThat(server.asked()).hasSize(3);
    }

    @Test
    void aServerThatStaysAtFaultIsUnavailableAndNotRememberedAsSuch() {
        server.failNext(500, 500, 500);
        try (var registry = new HttpSchemaRegistry(server.address())) {
            assertThatThrownBy(() -> registry.schema(1))
                    .isInstanceOf(RegistryUnavailable.class)
                    .hasMessageContaining("status 500");
            assertThat(registry.idOf(SUBJECT, Schemas.PLATE_EVENT)).isEqualTo(1);
        }
    }

    @Test
    void credentialsAreSentAndNeverShown() {
        var port = server.address().getPort();
        var withPassword = URI.create("http://pilot:s3cret@localhost:" + port);
        try (var registry = new HttpSchemaRegistry(withPassword)) {
            registry.idOf(SUBJECT, Schemas.PLATE_EVENT);
            server.failNext(401);

            assertThat(registry.address()).doesNotContain("s3cret");
            assertThatThrownBy(() -> registry.schema(7))
                    .isInstanceOf(RegistryUnavailable.class)
                    .hasMessageContaining("credentials")
                    .hasMessageNotContaining("s3cret");
        }
        // base64 of pilot:s3cret
        assertThat(server.authorizations()).containsOnly("Basic cGlsb3Q6czNjcmV0");
    }

    @Test
    void nobodyListeningIsUnavailable() {
        var address = server.address();
        server.close();
        try (var registry = new HttpSchemaRegistry(address)) {
            assertThat(registry.answers()).isFalse();
            assertThatThrownBy(() -> registry.schema(1)).isInstanceOf(RegistryUnavailable.class);
        }
    }

    @Test
    void anAddressWithoutSchemeOrHostIsRefused() {
        assertThatThrownBy(() -> new HttpSchemaRegistry(URI.create("localhost:8081")))
                .hasMessageContaining("http(s)://host:port");
    }
}
