package io.alpr.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.archive.access.Accounts;
import io.alpr.archive.access.CameraScope;
import io.alpr.archive.access.Role;
import io.alpr.query.access.Passwords;
import io.alpr.query.access.Token;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Logins of people, and what other sites' pages can do with them. */
@Tag("real")
@ExtendWith(QueryStack.Shared.class)
final class LoginTest {
    private final QueryStack stack;

    LoginTest(QueryStack stack) {
        this.stack = stack;
    }

    @Test
    void theFirstStartMadeOneAdministratorWhoGetsIn() {
        assertThat(stack.firstLogins).hasSize(1);
        var login = stack.firstLogins.getFirst();
        assertThat(login.toString()).doesNotContain(login.password());
        var browser = new Browser(stack.api.port());
        var answer =
                browser.post("/login", Map.of("name", login.name(), "password", login.password()));
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(browser.get("/ui").body()).contains(login.name(), "Log out");
    }

    @Test
    void howeverManyStartAtOnceThereIsOneFirstAdministrator() throws InterruptedException {
        // There are accounts already, so nobody may become the first any more.
        var draft =
                new Accounts.Draft(
                        "late",
                        Role.ADMINISTRATOR,
                        new CameraScope.Everything(),
                        Passwords.hash(Passwords.generated()),
                        false,
                        "test");
        assertThat(stack.access.accounts().addFirst(draft)).isFalse();
        assertThat(stack.access.accounts().named("late")).isEmpty();
    }

    @Test
    void aPersonIsSentToTheLoginAndFromThereToThePageThatWasWanted() {
        var browser = new Browser(stack.api.port());
        var sent = browser.get("/ui?plate=AB*");
        assertThat(sent.statusCode()).isEqualTo(303);
        var login = sent.headers().firstValue("location").orElseThrow();
        assertThat(login).startsWith("/login?next=");
        assertThat(browser.get(login).body()).contains("value=\"/ui?plate=AB*\"");
        var desk = new Desk(stack, Role.VIEWER);
        var in =
                browser.post(
                        "/login",
                        Map.of(
                                "name", desk.name,
                                "password", desk.password,
                                "next", "/ui?plate=AB*"));
        assertThat(in.headers().firstValue("location")).contains("/ui?plate=AB*");
        assertThat(browser.get("/ui?plate=AB*").statusCode()).isEqualTo(200);
    }

    @Test
    void theLoginLeadsToNoOtherSite() {
        var desk = new Desk(stack, Role.VIEWER);
        for (var next :
                List.of(
                        "https://evil.example/",
                        "//evil.example",
                        "/\\evil.example",
                        "javascript:alert(1)",
                        "/ui\r\nSet-Cookie: a=b")) {
            var browser = new Browser(stack.api.port());
            var answer =
                    browser.post(
                            "/login",
                            Map.of("name", desk.name, "password", desk.password, "next", next));
            assertThat(answer.headers().firstValue("location")).as(next).contains("/ui");
            assertThat(browser.get("/login?next=%22%3E%3Cscript%3E").body())
                    .doesNotContain("<script>");
        }
    }

    @Test
    void theCookieIsNotForScriptsNotForOtherSitesAndSecureBehindTls() {
        var desk = new Desk(stack, Role.VIEWER);
        var body = "{\"name\":\"%s\",\"password\":\"%s\"}".formatted(desk.name, desk.password);
        var plain = login(body);
        assertThat(plain.header("set-cookie"))
                .contains("alpr_session=", "HttpOnly", "SameSite=Lax", "Path=/")
                .doesNotContain("Secure");
        assertThat(login(body, "X-Forwarded-Proto", "https").header("set-cookie"))
                .contains("Secure");
        assertThat(plain.json().get("role").asText()).isEqualTo("viewer");
    }

    private Client.Answer login(String body, String... headers) {
        var all = new java.util.ArrayList<>(List.of("Content-Type", "application/json"));
        all.addAll(List.of(headers));
        return stack.stranger.post(
                "/api/v1/session", BodyPublishers.ofString(body), all.toArray(String[]::new));
    }

    @Test
    void aWrongPasswordAndAnUnknownOrDisabledUserAreToldTheSame() {
        var desk = new Desk(stack, Role.VIEWER);
        var wrong = "{\"name\":\"%s\",\"password\":\"%s\"}";
        var answers =
                List.of(
                        login(wrong.formatted(desk.name, "wrong")).json().get("detail"),
                        login(wrong.formatted("nobody-" + UUID.randomUUID(), "wrong"))
                                .json()
                                .get("detail"),
                        disabledLogin());
        assertThat(answers).allMatch(detail -> detail.asText().equals("Wrong name or password"));
    }

    private com.fasterxml.jackson.databind.JsonNode disabledLogin() {
        var desk = new Desk(stack, Role.VIEWER);
        stack.access.accounts().change(desk.name, Role.VIEWER, new CameraScope.Everything(), false);
        var body = "{\"name\":\"%s\",\"password\":\"%s\"}".formatted(desk.name, desk.password);
        return login(body).json().get("detail");
    }

    @Test
    void afterFiveWrongPasswordsTheDoorIsClosedToThatNameFromThere() {
        var desk = new Desk(stack, Role.VIEWER);
        var right = "{\"name\":\"%s\",\"password\":\"%s\"}".formatted(desk.name, desk.password);
        for (int i = 0; i < 5; i++) {
            assertThat(login(right.replace(desk.password, "wrong" + i)).status()).isEqualTo(401);
        }
        var closed = login(right);
        assertThat(closed.status()).isEqualTo(429);
        assertThat(Integer.parseInt(closed.header("retry-after"))).isPositive();
        // Who is in stays in, and others get in.
        assertThat(desk.get("/stats").status()).isEqualTo(200);
        assertThat(new Desk(stack, Role.VIEWER).get("/stats").status()).isEqualTo(200);
    }

    @Test
    void whatChangesSomethingNeedsTheTokenOfItsOwnSession() {
        var desk = new Desk(stack, Role.ADMINISTRATOR);
        var other = new Desk(stack, Role.ADMINISTRATOR);
        var path = "/api/v1/keys";
        for (var headers :
                List.of(
                        new String[0],
                        new String[] {Gate.FORM_HEADER, "guess"},
                        new String[] {Gate.FORM_HEADER, ""},
                        new String[] {Gate.FORM_HEADER, other.formToken()})) {
            assertThat(desk.browser.json("POST", path, "{\"name\":\"x\"}", headers).statusCode())
                    .isEqualTo(403);
        }
        assertThat(desk.browser.post("/logout", Map.of()).statusCode()).isEqualTo(403);
        assertThat(desk.get("/stats").status()).isEqualTo(200);
        assertThat(
                        desk.browser
                                .json(
                                        "POST",
                                        path,
                                        "{\"name\":\"x\"}",
                                        Gate.FORM_HEADER,
                                        desk.formToken())
                                .statusCode())
                .isEqualTo(201);
    }

    @Test
    void aPageOfAnotherSiteCannotLogSomebodyIn() {
        var desk = new Desk(stack, Role.VIEWER);
        var body = "{\"name\":\"%s\",\"password\":\"%s\"}".formatted(desk.name, desk.password);
        assertThat(login(body, "Sec-Fetch-Site", "cross-site").status()).isEqualTo(403);
        assertThat(login(body, "Sec-Fetch-Site", "same-site").status()).isEqualTo(403);
        assertThat(login(body, "Sec-Fetch-Site", "same-origin").status()).isEqualTo(200);
    }

    @Test
    void afterTheLogoutTheCookieOpensNothing() {
        var desk = new Desk(stack, Role.VIEWER);
        assertThat(desk.get("/stats").status()).isEqualTo(200);
        var out = desk.browser.post("/logout", Map.of(Gate.FORM_FIELD, desk.formToken()));
        assertThat(out.statusCode()).isEqualTo(303);
        assertThat(desk.browser.session()).isEmpty();
    }

    @Test
    void whoeverGotAPasswordFromSomebodyElseMustChangeItFirst() {
        var admin = new Desk(stack, Role.ADMINISTRATOR);
        var name = "new-" + UUID.randomUUID().toString().substring(0, 8);
        var made = admin.send("POST", "/api/v1/users", "{\"name\":\"%s\"}".formatted(name));
        assertThat(made.status()).isEqualTo(201);
        var given = made.json().get("password").asText();
        var browser = new Browser(stack.api.port());
        browser.post("/login", Map.of("name", name, "password", given));
        var first = browser.session();
        assertThat(browser.get("/ui").headers().firstValue("location")).contains("/password");
        assertThat(stack.stranger.get("/stats", "Cookie", "alpr_session=" + first).status())
                .isEqualTo(403);
        var token = new Token(first).formToken();
        for (var bad : List.of("short", name + "-and-more", "aaaaaaaaaaaaaaaa")) {
            assertThat(change(browser, token, given, bad)).as(bad).isEqualTo(422);
        }
        assertThat(change(browser, token, "wrong", "a gate of green planks")).isEqualTo(401);
        assertThat(change(browser, token, given, "a gate of green planks")).isEqualTo(303);
        assertThat(browser.get("/ui").statusCode()).isEqualTo(200);
        assertThat(stack.stranger.get("/stats", "Cookie", "alpr_session=" + first).status())
                .as("the session of before")
                .isEqualTo(401);
        var again = new Browser(stack.api.port());
        assertThat(again.post("/login", Map.of("name", name, "password", given)).statusCode())
                .isEqualTo(401);
    }

    private static int change(Browser browser, String token, String old, String chosen) {
        return browser.post(
                        "/password",
                        Map.of("old", old, "new", chosen, "again", chosen, "csrf_token", token))
                .statusCode();
    }

    @Test
    void theLastAdministratorCannotBeTakenAwayByHimself() {
        for (var account : stack.access.accounts().all()) {
            var login = stack.firstLogins.getFirst();
            if (account.role() == Role.ADMINISTRATOR && !account.name().equals(login.name())) {
                stack.access.accounts().change(account.name(), Role.VIEWER, account.scope(), true);
            }
        }
        for (var body :
                List.of("{\"enabled\":false}", "{\"role\":\"viewer\"}", "{\"cameras\":[\"a\"]}")) {
            var answer =
                    stack.client.checked(
                            "PATCH",
                            "/api/v1/users/" + stack.firstLogins.getFirst().name(),
                            BodyPublishers.ofString(body),
                            "Content-Type",
                            "application/json");
            assertThat(answer.status()).as(body).isEqualTo(409);
        }
    }

    @Test
    void whatIsWrongWithABodyIsSaidAllAtOnce() {
        var answer =
                stack.client.post(
                        "/api/v1/users",
                        BodyPublishers.ofString(
                                "{\"name\":\"No Body\",\"role\":\"king\",\"cameras\":[\"a b\"],\"extra\":1}"),
                        "Content-Type",
                        "application/json");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("errors")).hasSize(4);
        for (var body :
                List.of("", "[]", "{", "null", "{} {}", "\"text\"", "{\"name\":\"a\\u0000\"}")) {
            var status =
                    stack.client
                            .post(
                                    "/api/v1/users",
                                    BodyPublishers.ofString(body),
                                    "Content-Type",
                                    "application/json")
                            .status();
            assertThat(status).as(body).isIn(400, 422);
        }
    }
}
