package io.alpr.app.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.app.config.ConfigFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is configured arrives. */
final class ServicesTest {
    @TempDir private Path folder = Path.of("");

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
        var file = Files.writeString(folder.resolve("alpr.yaml"), yaml);
        var config = ConfigFiles.read(Optional.of(file), Map.of());
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
}
