package io.alpr.embedded;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Confluent's paths at the root ({@code /subjects}, {@code /schemas}, {@code /config}, {@code
 * /mode}, ...), answered by Apicurio's {@code /apis/ccompat/v7}. Apicurio's own {@code /apis/...}
 * pass as they are.
 */
final class RegistryProxy implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryProxy.class);
    private static final String CONFLUENT = "/apis/ccompat/v7";
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int BODY_BYTES_MAX = 4 << 20;
    private static final int BACKLOG = 64;
    private static final List<String> REQUEST_HEADERS = List.of("Content-Type", "Accept");
    private static final String TYPE = "application/vnd.schemaregistry.v1+json";

    private final HttpServer server;
    private final HttpClient client;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final String target;

    private RegistryProxy(HttpServer server, String target) {
        this.server = server;
        this.target = target;
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(LIMIT)
                        .build();
    }

    /**
     * Starts to answer.
     *
     * @param port on loopback
     * @param targetPort Apicurio's
     */
    static RegistryProxy start(int port, int targetPort) {
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
            RegistryProxy proxy = new RegistryProxy(server, "http://127.0.0.1:" + targetPort);
            server.setExecutor(proxy.threads);
            server.createContext("/", proxy::answer);
            server.start();
            return proxy;
        } catch (IOException taken) {
            throw new EmbeddedFailure(
                    "registry cannot listen on port %d: %s".formatted(port, taken.getMessage()),
                    taken);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX + 1);
            if (body.length > BODY_BYTES_MAX) {
                send(exchange, 413, error(41301, "request is over " + BODY_BYTES_MAX + " bytes"));
            } else if (exchange.getRequestURI().getRawPath().equals("/")) {
                send(exchange, 200, "{}".getBytes(StandardCharsets.UTF_8));
            } else {
                forward(exchange, body);
            }
        }
    }

    private void forward(HttpExchange exchange, byte[] body) throws IOException {
        try {
            HttpResponse<byte[]> answer =
                    client.send(request(exchange, body), BodyHandlers.ofByteArray());
            answer.headers()
                    .firstValue("Content-Type")
                    .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
            send(exchange, answer.statusCode(), answer.body());
        } catch (IOException down) {
            LOG.warn("service=registry does not answer: {}", down.getMessage());
            send(exchange, 502, error(50002, "the registry does not answer"));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            send(exchange, 503, error(50003, "the registry is stopping"));
        }
    }

    private HttpRequest request(HttpExchange exchange, byte[] body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address(exchange.getRequestURI()))
                        .timeout(LIMIT)
                        .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        for (String name : REQUEST_HEADERS) {
            Optional.ofNullable(exchange.getRequestHeaders().getFirst(name))
                    .ifPresent(value -> request.header(name, value));
        }
        return request.build();
    }

    private URI address(URI asked) {
        String path = asked.getRawPath();
        String query = Optional.ofNullable(asked.getRawQuery()).map(text -> "?" + text).orElse("");
        String prefix = path.startsWith("/apis/") ? "" : CONFLUENT;
        return URI.create(target + prefix + path + query);
    }

    private static byte[] error(int code, String message) {
        return "{\"error_code\":%d,\"message\":\"%s\"}"
                .formatted(code, message)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        if (!exchange.getResponseHeaders().containsKey("Content-Type")) {
            exchange.getResponseHeaders().set("Content-Type", TYPE);
        }
        boolean bodyless =
                exchange.getRequestMethod().equals("HEAD") || status == 204 || body.length == 0;
        exchange.sendResponseHeaders(status, bodyless ? -1 : body.length);
        if (!bodyless) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        client.shutdownNow();
    }
}
