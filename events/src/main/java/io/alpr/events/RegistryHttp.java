package io.alpr.events;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP to a schema registry: bounded in time, tried again when the server is at fault or out of
 * reach. Safe for use by many threads.
 */
final class RegistryHttp implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryHttp.class);
    private static final int ATTEMPTS_MAX = 3;
    private static final Duration PAUSE_FIRST = Duration.ofMillis(200);
    private static final Duration CONNECT_MAX = Duration.ofSeconds(3);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(10);
    private static final String JSON = "application/vnd.schemaregistry.v1+json";

    private final HttpClient client =
            HttpClient.newBuilder()
                    .connectTimeout(CONNECT_MAX)
                    .version(HttpClient.Version.HTTP_1_1)
                    .build();
    private final String base;
    private final Optional<String> authorization;

    /** What came back: any status below 500 but 429. */
    record Answer(int status, String body) {}

    RegistryHttp(URI address) {
        var scheme = address.getScheme();
        if (address.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
            throw new IllegalArgumentException(
                    "schema registry address must be http(s)://host:port, got scheme '%s'"
                            .formatted(scheme));
        }
        var port = address.getPort() < 0 ? "" : ":" + address.getPort();
        var path = address.getRawPath() == null ? "" : address.getRawPath().replaceAll("/+$", "");
        this.base = scheme + "://" + address.getHost() + port + path;
        this.authorization = Optional.ofNullable(address.getUserInfo()).map(RegistryHttp::basic);
    }

    String address() {
        return base;
    }

    Answer get(String path) {
        return answered(request(path).GET().build());
    }

    Answer post(String path, String body) {
        return answered(
                request(path)
                        .header("Content-Type", JSON)
                        .POST(BodyPublishers.ofString(body))
                        .build());
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private static String basic(String userInfo) {
        var bytes = userInfo.getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(bytes);
    }

    private HttpRequest.Builder request(String path) {
        var request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .timeout(ANSWER_MAX)
                        .header("Accept", JSON + ", application/json");
        authorization.ifPresent(value -> request.header("Authorization", value));
        return request;
    }

    private Answer answered(HttpRequest request) {
        var pause = PAUSE_FIRST;
        for (var attempt = 1; ; attempt++) {
            try {
                return once(request);
            } catch (RegistryUnavailable e) {
                if (attempt == ATTEMPTS_MAX) {
                    throw e;
                }
                LOG.debug("registry={} attempt={} error={}", base, attempt, e.getMessage());
                sleep(pause);
                pause = pause.multipliedBy(2);
            }
        }
    }

    private Answer once(HttpRequest request) {
        try {
            var answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() >= 500 || answer.statusCode() == 429) {
                throw new RegistryUnavailable(
                        "registry %s answered with status %d".formatted(base, answer.statusCode()));
            }
            return new Answer(answer.statusCode(), answer.body());
        } catch (IOException e) {
            throw new RegistryUnavailable(
                    "registry %s cannot be reached: %s".formatted(base, reason(e)), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static String reason(IOException e) {
        // The JDK's "connection refused" comes without a message.
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private RegistryUnavailable interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new RegistryUnavailable("registry %s: interrupted while asking".formatted(base), e);
    }
}
