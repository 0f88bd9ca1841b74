package io.alpr.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.alpr.archive.access.ApiKey;
import io.alpr.archive.access.CameraScope;
import io.alpr.archive.access.Role;
import io.alpr.query.access.Token;
import io.alpr.service.Listen;
import io.alpr.service.MetricsReaders;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who gets in, and who does not. */
@Tag("real")
@ExtendWith(QueryStack.Shared.class)
final class AccessTest {
    private final QueryStack stack;

    AccessTest(QueryStack stack) {
        this.stack = stack;
    }

    /** What each role may ask beyond what everybody may; all else must be refused. */
    private static final Map<String, Role> LEAST = new TreeMap<>();

    static {
        for (var line :
                List.of(
                        "GET /",
                        "GET /stats",
                        "GET /events/recent",
                        "GET /events/search",
                        "GET /events/plate/{plate_text}",
                        "GET /events/camera/{camera_id}",
                        "GET /events/{event_id}",
                        "GET /metrics",
                        "GET /openapi.json",
                        "GET /api/v1/counts",
                        "GET /api/v1/passes",
                        "GET /api/v1/passes/export",
                        "GET /api/v1/plates",
                        "GET /api/v1/plates/{plate}/history",
                        "GET /api/v1/plates/{plate}/companions",
                        "GET /api/v1/passes/{event_id}",
                        "GET /api/v1/passes/{event_id}/pictures/{kind}",
                        "GET /api/v1/live",
                        "GET /api/v1/tags",
                        "GET /api/v1/cameras",
                        "GET /api/v1/cameras/{camera_id}",
                        "GET /api/v1/cameras/{camera_id}/minutes",
                        "GET /api/v1/session",
                        "DELETE /api/v1/session",
                        "PUT /api/v1/session/password",
                        "GET /api/v1/keys",
                        "POST /api/v1/keys",
                        "DELETE /api/v1/keys/{key_id}")) {
            LEAST.put(line, Role.VIEWER);
        }
        for (var line :
                List.of(
                        "POST /api/v1/recognize",
                        "PUT /api/v1/passes/{event_id}/plate",
                        "DELETE /api/v1/passes/{event_id}/plate",
                        "POST /api/v1/passes/{event_id}/notes",
                        "DELETE /api/v1/passes/{event_id}/notes/{note_id}",
                        "PUT /api/v1/passes/{event_id}/tags/{tag}",
                        "DELETE /api/v1/passes/{event_id}/tags/{tag}")) {
            LEAST.put(line, Role.OPERATOR);
        }
        for (var line :
                List.of(
                        "GET /api/v1/audit",
                        "GET /api/v1/audit/export",
                        "GET /api/v1/users",
                        "POST /api/v1/users",
                        "PATCH /api/v1/users/{name}",
                        "POST /api/v1/users/{name}/password")) {
            LEAST.put(line, Role.ADMINISTRATOR);
        }
    }

    private static final List<String> OPEN =
            List.of("GET /health", "GET /health/live", "GET /health/ready", "POST /api/v1/session");

    @Test
    void everyRouteIsClosedToStrangersAndToLesserRoles() {
        for (var operation : new ApiDocument().operations()) {
            var path = operation.replaceFirst("^\\w+ ", "").replaceAll("\\{\\w+}", "none");
            var method = operation.replaceFirst(" .*", "");
            if (OPEN.contains(operation)) {
                continue;
            }
            assertThat(LEAST).as("say here who may ask %s", operation).containsKey(operation);
            // From another machine, as a proxy on this one says it.
            var stranger =
                    stack.stranger.send(
                            method, path, BodyPublishers.noBody(), "X-Forwarded-For", "192.0.2.7");
            assertThat(stranger.status()).as("a stranger: %s", operation).isEqualTo(401);
            assertThat(stranger.header("www-authenticate")).isNotEmpty();
            for (var role : Role.values()) {
                var client =
                        Client.with(
                                stack.api.port(), stack.key(role, new CameraScope.Everything()));
                var status = client.send(method, path).status();
                if (role.includes(LEAST.getOrDefault(operation, Role.ADMINISTRATOR))) {
                    assertThat(status).as("%s: %s", role, operation).isNotEqualTo(401);
                } else {
                    assertThat(status).as("%s: %s", role, operation).isEqualTo(403);
                }
            }
        }
    }

    @Test
    void whatAStrangerIsToldHasTheRoutesOwnFormOfErrors() {
        var compatible = stack.stranger.get("/stats");
        assertThat(compatible.text())
                .isEqualTo("{\"detail\":\"Log in, or send a key as X-API-Key\"}");
        var today = stack.stranger.get("/api/v1/users", "X-Request-Id", "desk-17");
        assertThat(today.header("content-type")).startsWith("application/problem+json");
        assertThat(today.json().get("title").asText()).isEqualTo("Unauthorized");
        assertThat(today.json().get("request_id").asText()).isEqualTo("desk-17");
    }

    @Test
    void whatNeedsNoLoginHereNeedsOneThroughAProxy() {
        for (var path : List.of("/metrics", "/openapi.json", "/docs")) {
            assertThat(stack.stranger.send("GET", path).status()).as(path).isEqualTo(200);
            for (var header : List.of("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via")) {
                assertThat(stack.stranger.send("GET", path, header, "for=192.0.2.7").status())
                        .as("%s with %s", path, header)
                        .isEqualTo(401);
            }
        }
    }

    /** As Prometheus does, on the same machine or elsewhere; it opens nothing else. */
    @Test
    void theMetricsTokenReadsMetricsAndNothingElse() {
        var rules =
                new QuerySettings.Rules(
                        false,
                        List.of(),
                        QuerySettings.Rates.USUAL,
                        new MetricsReaders(Optional.of("0123456789abcdef")));
        try (var api = stack.with(QuerySettings.Reach.plain(Listen.loopback(0)), rules)) {
            var prometheus = Client.without(api.port());
            var token = "Bearer 0123456789abcdef";
            assertThat(elsewhere(prometheus, "/metrics", token)).isEqualTo(200);
            assertThat(elsewhere(prometheus, "/metrics", token + "x")).isEqualTo(401);
            for (var path : List.of("/stats", "/openapi.json", "/docs", "/api/v1/passes")) {
                assertThat(elsewhere(prometheus, path, token)).as(path).isEqualTo(401);
            }
        }
    }

    private static int elsewhere(Client client, String path, String authorization) {
        return client.send(
                        "GET", path, "X-Forwarded-For", "192.0.2.7", "Authorization", authorization)
                .status();
    }

    @Test
    void aKeyGetsInByEitherHeaderAndNoOtherTextDoes() {
        var key = stack.administrator;
        assertThat(stack.stranger.get("/stats", "Authorization", "Bearer " + key).status())
                .isEqualTo(200);
        for (var wrong :
                List.of(
                        "x",
                        Token.key().text(),
                        key.substring(1),
                        key + "A",
                        key.toLowerCase(java.util.Locale.ROOT),
                        "' OR true --",
                        "A".repeat(4_000))) {
            assertThat(stack.stranger.get("/stats", "X-API-Key", wrong).status())
                    .as(wrong)
                    .isEqualTo(401);
            assertThat(stack.stranger.get("/stats", "Cookie", "alpr_session=" + wrong).status())
                    .as(wrong)
                    .isEqualTo(401);
        }
        assertThat(stack.stranger.get("/stats", "Cookie", "alpr_session=" + key).status())
                .isEqualTo(401);
    }

    @Test
    void aKeyEndsAtItsTimeAndWhenItIsTakenBack() {
        var token = Token.key();
        var id = UUID.randomUUID();
        stack.access
                .keys()
                .add(
                        new ApiKey(
                                id,
                                "short",
                                Role.VIEWER,
                                new CameraScope.Everything(),
                                null,
                                Instant.now(),
                                Instant.now().minusSeconds(1),
                                null,
                                null),
                        token.hash());
        assertThat(stack.stranger.get("/stats", "X-API-Key", token.text()).status()).isEqualTo(401);
        var admin = new Desk(stack, Role.ADMINISTRATOR);
        var made = admin.makeKey("{\"name\":\"display\"}");
        var key = made.get("key").asText();
        assertThat(stack.stranger.get("/stats", "X-API-Key", key).status()).isEqualTo(200);
        var path = "/api/v1/keys/" + made.get("key_id").asText();
        assertThat(admin.send("DELETE", path, "").status()).isEqualTo(204);
        assertThat(stack.stranger.get("/stats", "X-API-Key", key).status()).isEqualTo(401);
        assertThat(admin.send("DELETE", path, "").status()).isEqualTo(404);
    }

    @Test
    void aKeyHasNoMoreRightsThanWhoeverMadeItAndCannotMakeAnother() {
        var desk = new Desk(stack, Role.OPERATOR);
        var tooMuch =
                desk.send("POST", "/api/v1/keys", "{\"name\":\"x\",\"role\":\"administrator\"}");
        assertThat(tooMuch.status()).isEqualTo(422);
        assertThat(tooMuch.json().get("detail").asText()).contains("role");
        var key = desk.makeKey("{\"name\":\"reader\",\"role\":\"operator\"}").get("key").asText();
        var program = Client.with(stack.api.port(), key);
        assertThat(program.get("/api/v1/session").json().get("name").asText())
                .isEqualTo(desk.name + "/reader");
        assertThat(
                        program.post(
                                        "/api/v1/keys",
                                        BodyPublishers.ofString("{\"name\":\"y\"}"),
                                        "Content-Type",
                                        "application/json")
                                .status())
                .isEqualTo(403);
        var admin = new Desk(stack, Role.ADMINISTRATOR);
        admin.send("PATCH", "/api/v1/users/" + desk.name, "{\"role\":\"viewer\"}");
        assertThat(program.get("/api/v1/session").json().get("role").asText()).isEqualTo("viewer");
        admin.send("PATCH", "/api/v1/users/" + desk.name, "{\"enabled\":false}");
        assertThat(program.get("/api/v1/session").status()).isEqualTo(401);
        assertThat(desk.browser.get("/api/v1/session").statusCode()).isEqualTo(303);
    }

    @Test
    void everybodySeesHisOwnKeysAndNobodyTheKeysThemselves() {
        var one = new Desk(stack, Role.VIEWER);
        var other = new Desk(stack, Role.VIEWER);
        var made = one.makeKey("{\"name\":\"mine\",\"expires_at\":\"2030-01-01\"}");
        assertThat(one.get("/api/v1/keys").json().get("keys")).hasSize(1);
        assertThat(one.get("/api/v1/keys").text()).doesNotContain(made.get("key").asText());
        assertThat(other.get("/api/v1/keys").json().get("keys")).isEmpty();
        assertThat(other.send("DELETE", "/api/v1/keys/" + made.get("key_id").asText(), "").status())
                .isEqualTo(404);
        Client.with(stack.api.port(), made.get("key").asText()).get("/stats");
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(
                        () ->
                                assertThat(lastUsed(one).isTextual())
                                        .as("when it was used last")
                                        .isTrue());
    }

    private static JsonNode lastUsed(Desk desk) {
        return desk.get("/api/v1/keys").json().get("keys").get(0).get("last_used");
    }
}
