package io.alpr.app.doctor;

import io.alpr.app.config.AlprConfig;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Asks the services on this machine, as whoever sits at it may. Thread-safe. */
final class LocalServices implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final HttpClient client;
    private final AlprConfig config;

    LocalServices(AlprConfig config) {
        this.config = config;
        this.client =
                HttpClient.newBuilder().connectTimeout(PATIENCE).sslContext(anyName()).build();
    }

    /**
     * What a service answers.
     *
     * @param name query, pilot or recorder
     * @throws IOException when nothing answers there in time
     */
    HttpResponse<String> get(String name, String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address(name, path)).timeout(PATIENCE);
        if (!config.metricsToken().isEmpty()) {
            request.header("Authorization", "Bearer " + config.metricsToken());
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    URI address(String name, String path) {
        var services = config.ports().services();
        var ports =
                Map.of(
                        "query", services.query(),
                        "pilot", services.pilot(),
                        "recorder", services.recorder());
        var secure = name.equals("query") && !config.query().tlsCertificate().isEmpty();
        return URI.create(
                "%s://127.0.0.1:%d%s"
                        .formatted(secure ? "https" : "http", ports.getOrDefault(name, 0), path));
    }

    @Override
    public void close() {
        client.close();
    }

    /** Its certificate names what others call this machine, never the loopback address. */
    private static SSLContext anyName() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Anyone()}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no TLS", e);
        }
    }

    /** Used for the loopback address alone. */
    private static final class Anyone extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
