package io.alpr.pilot.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.alpr.pilot.BarStreet;
import io.alpr.pilot.source.SourceItem.Frame;
import io.alpr.vision.image.Jpeg;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A camera over HTTPS that signed its certificate itself, as nearly all do. */
@Timeout(60)
class HttpsSourceTest {
    private static final String PASSWORD = "changeit";

    @TempDir Path folder;

    private HttpsServer server;

    @BeforeEach
    void start() throws Exception {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(ownCertificate()));
        var jpeg = Jpeg.encode(new BarStreet().frame(0), 0.9);
        server.createContext(
                "/picture",
                exchange -> {
                    exchange.getResponseHeaders().add("Content-Type", "image/jpeg");
                    exchange.sendResponseHeaders(200, jpeg.length);
                    exchange.getResponseBody().write(jpeg);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void itIsReadUnlessCertificatesAreToBeChecked() throws Exception {
        try (var source = Sources.open(address(), options(Map.of()))) {
            assertThat(source.next()).isInstanceOf(Frame.class);
        }
        assertThatThrownBy(() -> Sources.open(address(), options(Map.of("tls_verify", "1"))))
                .isInstanceOf(SourceFailure.class)
                .hasMessageContaining("cannot be reached");
        try (var source = Sources.open(address(), options(Map.of("tls_verify", "0")))) {
            assertThat(source.next()).isInstanceOf(Frame.class);
        }
    }

    @Test
    void anOptionThatNoLayerKnowsIsNamed() {
        assertThatThrownBy(() -> Sources.open(address(), options(Map.of("no_such_option", "1"))))
                .isInstanceOf(SourceFailure.class)
                .hasMessageContaining("no_such_option");
    }

    private SourceAddress address() {
        return new SourceAddress(
                "https://127.0.0.1:%d/picture".formatted(server.getAddress().getPort()));
    }

    private static SourceOptions options(Map<String, String> ffmpeg) {
        return new SourceOptions(
                SourceStart.FROM_FILE,
                10,
                Duration.ofSeconds(3),
                1,
                SourceOptions.Hardware.OFF,
                ffmpeg);
    }

    private SSLContext ownCertificate() throws Exception {
        var store = folder.resolve("camera.p12").toFile();
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var process =
                new ProcessBuilder(
                                keytool,
                                "-genkeypair",
                                "-alias",
                                "camera",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=camera",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                PASSWORD,
                                "-keystore",
                                store.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(new File("/dev/null"))
                        .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        var keys = KeyStore.getInstance(store, PASSWORD.toCharArray());
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
