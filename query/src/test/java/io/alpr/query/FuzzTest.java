package io.alpr.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alpr.archive.access.CameraScope;
import io.alpr.archive.access.Role;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Asks every operation of {@code openapi.yaml} with what its parameters may be and with what they
 * must never be, for a minute. Whatever comes in, the answer is one of a service that is well.
 */
@Tag("real")
@ExtendWith(QueryStack.Shared.class)
final class FuzzTest {
    private static final Duration TIME = Duration.ofSeconds(60);
    private static final long SEED = 20_261_124;

    /** What a stranger must not learn from an answer, and what no request of ours has in it. */
    private static final List<String> INSIDE =
            List.of(
                    "\tat ",
                    "\\tat ",
                    "Exception",
                    "org.postgresql",
                    "org.jdbi",
                    "plate_events",
                    "ERROR:",
                    "SQLSTATE",
                    "io.alpr.");

    private static final List<String> HOSTILE =
            List.of(
                    "",
                    " ",
                    "\0",
                    "a\0b",
                    "'",
                    "' OR '1'='1",
                    "'; DROP TABLE x; --",
                    "\\",
                    "%",
                    "_",
                    "*",
                    "?",
                    "*?*?*?*?*?*?*?*?*?*",
                    "$1",
                    ":limit",
                    "${jndi:x}",
                    "{{7*7}}",
                    "<script>alert(1)</script>",
                    "../../../etc/passwd",
                    "\u202e\ufeff\ud83d\ude97",
                    "É\u0130ß",
                    "\r\nSet-Cookie: x=y",
                    "-1",
                    "0",
                    "2147483648",
                    "9223372036854775808",
                    "1e309",
                    "NaN",
                    "0x10",
                    "null",
                    "true",
                    "[]",
                    "{}",
                    "A".repeat(300),
                    "9999999-12-31T23:59:59Z",
                    "-0001-01-01",
                    "0000-00-00T00:00:00Z",
                    "2026-11-22T12:00:00+99:99",
                    "infinity",
                    "00000000-0000-0000-0000-000000000000");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final QueryStack stack;
    private final Random random = new Random(SEED);
    private final JsonNode document = new ApiDocument().document();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, Set<Integer>> seen = new TreeMap<>();
    private String known = "";

    FuzzTest(QueryStack stack) {
        this.stack = stack;
    }

    @Test
    void whateverIsAskedTheServiceStaysWellAndTellsNothingOfItsInside() throws Exception {
        stack.passes.clear();
        known = stack.passes.add("gate", "AB12CD", Instant.now()).toString();
        var keys = new ArrayList<String>();
        for (var role : Role.values()) {
            keys.add(stack.key(role, new CameraScope.Everything()));
        }
        keys.add(stack.key(Role.VIEWER, new CameraScope.Only(Set.of("gate"))));
        var operations = new ArrayList<>(new ApiDocument().operations());
        var end = System.nanoTime() + TIME.toNanos();
        int asked = 0;
        // One of its own: wrong passwords close the door to this machine.
        try (var api = stack.another(false)) {
            while (System.nanoTime() < end) {
                var operation = operations.get(asked++ % operations.size());
                var key = keys.get(random.nextInt(keys.size()));
                var request = request(api.port(), operation, key);
                check(operation, request, sent(request.build()));
            }
        }
        assertThat(asked).isGreaterThan(operations.size() * 20);
        assertThat(seen.keySet()).containsAll(operations);
        assertThat(seen.get("GET /api/v1/passes")).contains(200, 422);
        assertThat(seen.get("GET /api/v1/live")).contains(200, 422);
        // Hardly ever a good one: PassPapersTest has those.
        assertThat(seen.get("PUT /api/v1/passes/{event_id}/plate")).containsAnyOf(404, 422);
        assertThat(stack.client.get("/stats").status()).isEqualTo(200);
    }

    /**
     * A connection that the server closes after an answer may be taken for the next request, which
     * then finds nobody; a new connection must find somebody.
     */
    private HttpResponse<String> sent(HttpRequest request)
            throws IOException, InterruptedException {
        try {
            return http.send(request, Bodies.text());
        } catch (IOException e) {
            try (var fresh = HttpClient.newHttpClient()) {
                return fresh.send(request, Bodies.text());
            } catch (IOException again) {
                throw new AssertionError("not answered: " + request, again);
            }
        }
    }

    private void check(String operation, HttpRequest.Builder request, HttpResponse<String> answer) {
        seen.computeIfAbsent(operation, _ -> new TreeSet<>()).add(answer.statusCode());
        assertThat(answer.statusCode())
                .as("%s: %s", request.build(), answer.body())
                .isBetween(200, 499);
        assertThat(answer.headers().firstValue("x-request-id")).isPresent();
        for (var inside : INSIDE) {
            assertThat(answer.body()).as("%s", request.build()).doesNotContain(inside);
        }
        // Of an address that is none, the server does not know where it leads.
        boolean unread = answer.body().equals("{\"detail\":\"Bad Request\"}");
        if (operation.contains("/api/v1/") && answer.statusCode() >= 400 && !unread) {
            assertThat(answer.headers().firstValue("content-type").orElse(""))
                    .as("%s: %s", request.build(), answer.body())
                    .startsWith("application/problem+json");
        }
    }

    private HttpRequest.Builder request(int port, String operation, String key) {
        var method = operation.replaceFirst(" .*", "");
        var path = operation.replaceFirst("^\\w+ ", "");
        var description =
                document.get("paths").get(path).get(method.toLowerCase(java.util.Locale.ROOT));
        var filled = path;
        while (filled.contains("{")) {
            filled = filled.replaceFirst("\\{\\w+}", encoded(pathValue()).replace("$", "%24"));
        }
        var uri = URI.create("http://127.0.0.1:" + port + filled + query(description));
        var request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20));
        if (random.nextInt(10) > 0) {
            request.header(Gate.KEY_HEADER, key);
        }
        var body =
                method.equals("GET")
                        ? BodyPublishers.noBody()
                        : BodyPublishers.ofString(body(description));
        if (!method.equals("GET")) {
            request.header(
                    "Content-Type",
                    pick(
                            List.of(
                                    "application/json",
                                    "application/json",
                                    "application/json",
                                    "text/plain",
                                    "multipart/form-data; boundary=x",
                                    "multipart/form-data",
                                    "image/jpeg",
                                    ";")));
        }
        return request.method(method, body);
    }

    private String query(JsonNode description) {
        var parts = new ArrayList<String>();
        for (var parameter : description.path("parameters")) {
            var known = resolved(parameter);
            if (known.path("in").asText().equals("query") && random.nextInt(3) == 0) {
                parts.add(known.get("name").asText() + "=" + encoded(value(known)));
            }
        }
        if (random.nextInt(20) == 0) {
            parts.add(pick(List.of("", "=", "&", "x=1", "%ff=%fe", "limit=1&limit=2", "a[]=1")));
        }
        return parts.isEmpty() ? "" : "?" + String.join("&", parts);
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }

    private String value(JsonNode parameter) {
        var schema = parameter.path("schema");
        var good = new ArrayList<String>();
        schema.path("enum").forEach(value -> good.add(value.asText()));
        if (parameter.has("example")) {
            good.add(parameter.get("example").asText());
        }
        if (schema.path("type").asText().equals("integer")) {
            good.add(String.valueOf(1 + random.nextInt(3)));
        }
        return switch (random.nextInt(4)) {
            case 0 -> pick(HOSTILE);
            case 1 -> noise();
            case 2 -> pick(List.of("AB12CD", "AB*", "*1?C*", "gate", "2026-11-22", "0.5", "US"));
            default -> good.isEmpty() ? noise() : pick(good);
        };
    }

    private String pathValue() {
        var value =
                switch (random.nextInt(4)) {
                    case 0 -> noise();
                    case 1 -> pick(List.of("plate", "vehicle", "AB12CD", "gate", "stolen"));
                    case 2 -> known;
                    default -> pick(HOSTILE);
                };
        return value.isBlank() ? "x" : value;
    }

    private String noise() {
        return random.ints(1 + random.nextInt(40), 1, 0x2ff)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Mostly JSON of the names that belong there, with values that mostly do not. */
    private String body(JsonNode description) {
        var schema =
                resolved(
                        description
                                .path("requestBody")
                                .path("content")
                                .path("application/json")
                                .path("schema"));
        if (random.nextInt(5) == 0 || schema.isMissingNode()) {
            return random.nextBoolean() ? pick(HOSTILE) : noise();
        }
        var object = JSON.createObjectNode();
        for (var name : schema.path("properties").properties()) {
            if (random.nextInt(4) > 0) {
                object.set(name.getKey(), JSON.valueToTree(member()));
            }
        }
        return object.toString();
    }

    private Object member() {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextInt();
            case 1 -> List.of(pick(HOSTILE), noise());
            case 2 -> Map.of("x", pick(HOSTILE));
            case 3 -> random.nextBoolean();
            case 4 -> noise();
            default -> pick(HOSTILE);
        };
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
