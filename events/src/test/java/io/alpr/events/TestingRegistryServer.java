package io.alpr.events;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;

/**
 * The part of Confluent's REST API that we use, on a free port, with compatibility BACKWARD. It can
 * be told to fail the next answers, and remembers what it was asked.
 */
final class TestingRegistryServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final List<String> schemas = new ArrayList<>();
    private final Map<String, List<Integer>> subjects = new HashMap<>();
    private final Queue<Integer> failures = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> authorizations = new ArrayList<>();

    private record Answer(int status, String body) {}

    TestingRegistryServer() {
        try {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            server = HttpServer.create(address, 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        server.setExecutor(Executors.newSingleThreadExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    synchronized void failNext(int... statuses) {
        for (int status : statuses) {
            failures.add(status);
        }
    }

    synchronized List<String> asked() {
        return List.copyOf(asked);
    }

    synchronized List<String> authorizations() {
        return List.copyOf(authorizations);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        asked.add(exchange.getRequestMethod() + " " + path);
        var authorization = exchange.getRequestHeaders().getFirst("Authorization");
        authorizations.add(authorization == null ? "" : authorization);
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var failure = failures.poll();
        var answer = failure == null ? answer(path, body) : new Answer(failure, "{}");
        var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Answer answer(String path, String body) throws IOException {
        var parts = path.substring(1).split("/", -1);
        return switch (parts[0]) {
            case "schemas" -> byId(Integer.parseInt(parts[2]));
            case "compatibility" -> compatibility(parts[2], body);
            case "subjects" ->
                    parts.length == 1
                            ? new Answer(200, JSON.writeValueAsString(subjects.keySet()))
                            : register(parts[1], body);
            default -> new Answer(404, "{\"error_code\":404,\"message\":\"HTTP 404 Not Found\"}");
        };
    }

    private Answer byId(int id) throws IOException {
        if (id < 1 || id > schemas.size()) {
            return new Answer(404, "{\"error_code\":40403,\"message\":\"Schema not found\"}");
        }
        return new Answer(200, JSON.writeValueAsString(Map.of("schema", schemas.get(id - 1))));
    }

    private Answer compatibility(String subject, String body) throws IOException {
        if (!subjects.containsKey(subject)) {
            return new Answer(404, "{\"error_code\":40401,\"message\":\"Subject not found\"}");
        }
        var fits = fits(subject, JSON.readTree(body).get("schema").asText());
        return new Answer(200, "{\"is_compatible\":" + fits + "}");
    }

    private Answer register(String subject, String body) throws IOException {
        var schema = JSON.readTree(body).get("schema").asText();
        if (!fits(subject, schema)) {
            return new Answer(
                    409, "{\"error_code\":409,\"message\":\"Schema being registered is too new\"}");
        }
        if (!schemas.contains(schema)) {
            schemas.add(schema);
        }
        var id = schemas.indexOf(schema) + 1;
        var ids = subjects.computeIfAbsent(subject, name -> new ArrayList<>());
        if (!ids.contains(id)) {
            ids.add(id);
        }
        return new Answer(200, "{\"id\":" + id + "}");
    }

    private boolean fits(String subject, String schema) {
        var ids = subjects.get(subject);
        if (ids == null) {
            return true;
        }
        var latest = new Schema.Parser().parse(schemas.get(ids.getLast() - 1));
        return SchemaCompatibility.checkReaderWriterCompatibility(
                                new Schema.Parser().parse(schema), latest)
                        .getType()
                == SchemaCompatibility.SchemaCompatibilityType.COMPATIBLE;
    }
}
