package io.alpr.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import nl.altindag.ssl.SSLFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates made by the JDK's own keytool and written as PEM. */
final class TlsTest {
    @TempDir private Path folder = Path.of("");

    private TlsFiles files() {
        return new TlsFiles(folder.resolve("site.crt"), folder.resolve("site.key"));
    }

    private void makeCertificate(String name, int days) throws Exception {
        var store = folder.resolve(name + ".p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        var made =
                new ProcessBuilder(
                                keytool.toString(),
                                "-genkeypair",
                                "-alias",
                                "site",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=" + name,
                                "-validity",
                                String.valueOf(days),
                                "-ext",
                                "SAN=ip:127.0.0.1",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                "secret",
                                "-keystore",
                                store.toString())
                        .inheritIO()
                        .start();
        assertThat(made.waitFor(60, TimeUnit.SECONDS)).isTrue();
        var keys = java.security.KeyStore.getInstance(store.toFile(), "secret".toCharArray());
        Files.writeString(
                files().certificate(),
                pem("CERTIFICATE", keys.getCertificate("site").getEncoded()));
        Files.writeString(
                files().key(),
                pem("PRIVATE KEY", keys.getKey("site", "secret".toCharArray()).getEncoded()));
    }

    private static String pem(String kind, byte[] bytes) {
        var text = java.util.Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(kind, text, kind);
    }

    private WebServer started() {
        return WebServer.start(
                "test",
                Listen.loopback(0),
                Optional.of(files()),
                config -> config.routes.get("/", context -> context.result(context.scheme())));
    }

    /** Answers of one request: what was said, and by whose certificate. */
    private record Said(String text, String certificate) {}

    private static Said ask(int port) {
        try (var client =
                HttpClient.newBuilder()
                        .sslContext(
                                SSLFactory.builder()
                                        .withUnsafeTrustMaterial()
                                        .build()
                                        .getSslContext())
                        .build()) {
            var answer =
                    client.send(
                            HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port)).build(),
                            HttpResponse.BodyHandlers.ofString());
            var certificate =
                    (X509Certificate) answer.sslSession().orElseThrow().getPeerCertificates()[0];
            return new Said(answer.body(), certificate.getSubjectX500Principal().getName());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Test
    void requestsComeEncryptedAndARenewedCertificateIsTakenOver() throws Exception {
        makeCertificate("old", 20);
        try (var server = started()) {
            assertThat(ask(server.port())).isEqualTo(new Said("https", "CN=old"));
            assertThat(daysLeft(server)).isBetween(19L, 20L);
            Files.writeString(files().certificate(), "half of a certi");
            makeCertificate("new", 90);
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(
                            () ->
                                    assertThat(ask(server.port()))
                                            .isEqualTo(new Said("https", "CN=new")));
            assertThat(daysLeft(server)).isBetween(89L, 90L);
        }
    }

    private static long daysLeft(WebServer server) {
        return Duration.between(Instant.now(), server.certificateEnds().orElseThrow()).toDays();
    }

    @Test
    void filesThatAreNoCertificateAreNamed() throws Exception {
        assertThatThrownBy(this::started)
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("site.crt")
                .hasMessageContaining("cannot begin");
        Files.writeString(files().certificate(), "nothing");
        Files.writeString(files().key(), "nothing");
        assertThatThrownBy(this::started)
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("both must be PEM");
    }
}
