package io.alpr.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.alpr.app.config.ConfigFiles;
import io.alpr.app.stack.AlprChild;
import io.alpr.embedded.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as it is put together, with the two lines of YAML that give it TLS. */
@Tag("real")
final class BehindTlsTest {
    @TempDir private Path folder = Path.of("");

    @Test
    void aQueryApiBehindTlsIsAskedAndSaysThatItsDatabaseIsAway() throws Exception {
        makeCertificate();
        var yaml =
                """
                data: %s
                ports: {services: {query: %d, pilot: %d, recorder: %d}}
                database: {host: 127.0.0.1, port: %d, password: none}
                object_store: {access_key: key, secret_key: secret}
                query:
                  tls_certificate: %s
                  tls_key: %s
                """
                        .formatted(
                                folder.resolve("data"),
                                Ports.free(),
                                Ports.free(),
                                Ports.free(),
                                Ports.free(),
                                folder.resolve("site.crt"),
                                folder.resolve("site.key"));
        var file = Files.writeString(folder.resolve("tls.yaml"), yaml);
        var config = ConfigFiles.read(Optional.of(file), Map.of());
        try (var _ = AlprChild.start("query", file)) {
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(
                            () ->
                                    assertThat(Stack.examine(config))
                                            .extracting(Finding::what)
                                            .anyMatch(
                                                    what ->
                                                            what.startsWith("query says")
                                                                    && what.contains("Database"))
                                            .contains("the TLS certificate ends in 4 days"));
        }
        assertThat(folder.resolve("tls.yaml.log")).content().contains("tls=true");
    }

    private void makeCertificate() throws Exception {
        var store = folder.resolve("site.p12");
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(
                List.of(
                        "-genkeypair -alias site -keyalg EC -validity 5 -storetype PKCS12 -dname CN=gate.example -storepass secret -keystore"
                                .split(" ", -1)));
        command.add(store.toString());
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor(60, TimeUnit.SECONDS))
                .isTrue();
        var keys = KeyStore.getInstance(store.toFile(), "secret".toCharArray());
        pem("site.crt", "CERTIFICATE", keys.getCertificate("site").getEncoded());
        pem("site.key", "PRIVATE KEY", keys.getKey("site", "secret".toCharArray()).getEncoded());
    }

    private void pem(String name, String kind, byte[] bytes) throws Exception {
        var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        Files.writeString(
                folder.resolve(name),
                "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(kind, text, kind));
    }
}
