package io.alpr.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.alpr.archive.access.Accounts;
import io.alpr.archive.access.CameraScope;
import io.alpr.archive.access.Role;
import io.alpr.query.access.Passwords;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.UUID;

/** Somebody new who is logged in with a browser. */
final class Desk {
    final String name = "user-" + UUID.randomUUID().toString().substring(0, 8);
    final String password = Passwords.generated();
    final Browser browser;
    private final QueryStack stack;

    Desk(QueryStack stack, Role role) {
        this(stack, role, new CameraScope.Everything());
    }

    Desk(QueryStack stack, Role role, CameraScope scope) {
        this.stack = stack;
        this.browser = new Browser(stack.api.port());
        var hash = Passwords.hash(password);
        stack.access.accounts().add(new Accounts.Draft(name, role, scope, hash, false, "test"));
        var answer = browser.post("/login", Map.of("name", name, "password", password));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    }

    /** What this session's pages show with whatever they change. */
    String formToken() {
        return get("/api/v1/session").json().get("csrf_token").asText();
    }

    Client.Answer get(String path) {
        return stack.stranger.get(path, "Cookie", cookie());
    }

    /** JSON to a documented route, with the session's own token. */
    Client.Answer send(String method, String path, String body) {
        return stack.stranger.checked(
                method,
                path,
                BodyPublishers.ofString(body),
                "Cookie",
                cookie(),
                Gate.FORM_HEADER,
                formToken(),
                "Content-Type",
                "application/json");
    }

    JsonNode makeKey(String body) {
        var answer = send("POST", "/api/v1/keys", body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json();
    }

    private String cookie() {
        return SessionCookie.NAME + "=" + browser.session();
    }
}
