package io.alpr.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.alpr.archive.access.CameraScope;
import io.alpr.archive.access.Role;
import io.alpr.query.sso.OidcSettings;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logins by a real OpenID Connect server in this process. */
@Tag("real")
@ExtendWith(QueryStack.Shared.class)
final class SsoTest {
    private final QueryStack stack;
    private static final MockOAuth2Server SERVICE =
            new MockOAuth2Server(
                    OAuth2Config.Companion.fromJson("{\"httpServer\": \"NettyWrapper\"}"));
    private Optional<QueryApi> api = Optional.empty();

    SsoTest(QueryStack stack) {
        this.stack = stack;
    }

    @BeforeAll
    static void startService() {
        SERVICE.start();
    }

    @AfterAll
    static void stopService() {
        SERVICE.shutdown();
    }

    @BeforeEach
    void start() {
        api = Optional.of(started(claims("")));
    }

    @AfterEach
    void stop() {
        api.ifPresent(QueryApi::close);
    }

    private static OidcSettings.Claims claims(String cameras) {
        return new OidcSettings.Claims(
                "preferred_username",
                "realm_access.roles",
                cameras,
                List.of("alpr-admins"),
                List.of("alpr-operators"),
                List.of("alpr-viewers"));
    }

    private QueryApi started(OidcSettings.Claims claims) {
        return stack.with(
                new OidcSettings(
                        SERVICE.issuerUrl("site").uri(),
                        "alpr",
                        "s3cret",
                        "Company login",
                        "",
                        claims));
    }

    /** The next one who logs in there. */
    private void person(String subject, String name, List<String> roles, Map<String, ?> more) {
        var claims = new java.util.HashMap<String, Object>(more);
        claims.put("preferred_username", name);
        claims.put("realm_access", Map.of("roles", roles));
        SERVICE.enqueueCallback(
                new DefaultOAuth2TokenCallback("site", subject, "JWT", List.of("alpr"), claims));
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + api.orElseThrow().port() + path);
    }

    private static HttpClient browser() {
        return HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.ALWAYS)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    private HttpResponse<String> get(HttpClient browser, String path)
            throws IOException, InterruptedException {
        return browser.send(
                HttpRequest.newBuilder(at(path)).header("Accept", "text/html").build(),
                BodyHandlers.ofString());
    }

    private JsonNode me(HttpClient browser) throws IOException, InterruptedException {
        var answer =
                browser.send(
                        HttpRequest.newBuilder(at("/api/v1/session")).build(),
                        BodyHandlers.ofString());
        return ApiDocument.json(answer.body());
    }

    private static String unique(String name) {
        return name + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    @Test
    void whoeverTheServiceVouchesForComesInWithTheRightsThatItTells() throws Exception {
        var name = unique("jane");
        person(
                "sub-" + name,
                name.toUpperCase(java.util.Locale.ROOT),
                List.of("x", "alpr-operators"),
                Map.of());
        var browser = browser();
        var page = get(browser, "/login?next=/ui?plate=AB1");
        assertThat(page.body()).contains("Company login", "/login/oidc?next=%2Fui%3Fplate%3DAB1");
        var landed = get(browser, "/login/oidc?next=/ui?plate=AB1");
        assertThat(landed.statusCode()).isEqualTo(200);
        assertThat(landed.uri()).isEqualTo(at("/ui?plate=AB1"));
        var me = me(browser);
        assertThat(me.get("name").asText()).isEqualTo(name);
        assertThat(me.get("role").asText()).isEqualTo("operator");
        assertThat(me.get("cameras")).isEmpty();
        var log = stack.client.get("/api/v1/audit?action=login&actor=" + name).json();
        assertThat(log.get("entries").get(0).get("asked").toString())
                .contains(SERVICE.issuerUrl("site").toString());
    }

    @Test
    void rightsAreThoseOfTheLastLogin() throws Exception {
        var name = unique("joe");
        person("sub-" + name, name, List.of("alpr-admins"), Map.of());
        var browser = browser();
        get(browser, "/login/oidc");
        assertThat(me(browser).get("role").asText()).isEqualTo("administrator");
        person("sub-" + name, "renamed", List.of("alpr-viewers"), Map.of());
        var again = browser();
        get(again, "/login/oidc");
        assertThat(me(again).get("role").asText()).isEqualTo("viewer");
        assertThat(me(again).get("name").asText()).as("his first name here").isEqualTo(name);
        assertThat(stack.access.accounts().named(name).orElseThrow().createdBy())
                .isEqualTo(SERVICE.issuerUrl("site").toString());
    }

    @Test
    void aStrangerIsNotLetIn() throws Exception {
        for (var roles : List.of(List.<String>of(), List.of("others"))) {
            person("sub-x", unique("eve"), roles, Map.of());
            var browser = browser();
            assertThat(get(browser, "/login/oidc").statusCode()).isEqualTo(403);
            assertThat(me(browser).has("role")).isFalse();
        }
        person("sub-y", "no name at all!", List.of("alpr-admins"), Map.of());
        assertThat(get(browser(), "/login/oidc").statusCode()).isEqualTo(403);
    }

    /** Else whoever may choose his name there would be whoever he likes here. */
    @Test
    void aNameThatIsAnothersHereIsNotGiven() throws Exception {
        var name = unique("boss");
        stack.access
                .accounts()
                .add(
                        new io.alpr.archive.access.Accounts.Draft(
                                name,
                                Role.ADMINISTRATOR,
                                new CameraScope.Everything(),
                                "",
                                false,
                                "test"));
        person("sub-" + name, name, List.of("alpr-viewers"), Map.of());
        var browser = browser();
        assertThat(get(browser, "/login/oidc").statusCode()).isEqualTo(409);
        assertThat(me(browser).has("role")).isFalse();
        assertThat(stack.access.accounts().named(name).orElseThrow().role())
                .isEqualTo(Role.ADMINISTRATOR);
    }

    @Test
    void whoeverIsDisabledHereStaysOut() throws Exception {
        var name = unique("gone");
        person("sub-" + name, name, List.of("alpr-viewers"), Map.of());
        get(browser(), "/login/oidc");
        stack.access.accounts().change(name, Role.VIEWER, new CameraScope.Everything(), false);
        person("sub-" + name, name, List.of("alpr-admins"), Map.of());
        assertThat(get(browser(), "/login/oidc").statusCode()).isEqualTo(403);
    }

    @Test
    void aClaimNamesTheCamerasAndNoneIsNotAll() throws Exception {
        api.orElseThrow().close();
        api = Optional.of(started(claims("cameras")));
        var name = unique("guard");
        person("sub-" + name, name, List.of("alpr-viewers"), Map.of("cameras", List.of("gate")));
        var browser = browser();
        get(browser, "/login/oidc");
        assertThat(me(browser).get("cameras").toString()).isEqualTo("[\"gate\"]");
        for (var cameras : List.of(List.of(), List.of("no camera"))) {
            person("sub-" + name, name, List.of("alpr-viewers"), Map.of("cameras", cameras));
            assertThat(get(browser(), "/login/oidc").statusCode()).isEqualTo(403);
        }
    }

    @Test
    void aLoginThatWasNotBegunInThisBrowserIsNotEndedInIt() throws Exception {
        assertThat(get(browser(), "/login/oidc/callback?code=x&state=y").statusCode())
                .isEqualTo(400);
        var begun =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(at("/login/oidc")).build(),
                                BodyHandlers.ofString());
        assertThat(begun.statusCode()).isEqualTo(303);
        var cookie = begun.headers().firstValue("set-cookie").orElseThrow();
        assertThat(cookie).contains("HttpOnly", "SameSite=Lax", "Path=/login/oidc");
        var there = begun.headers().firstValue("location").orElseThrow();
        assertThat(there).contains("code_challenge=", "code_challenge_method=S256", "nonce=");
        var other =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(
                                                at("/login/oidc/callback?code=x&state=other"))
                                        .header("Cookie", cookie.replaceFirst(";.*", ""))
                                        .build(),
                                BodyHandlers.ofString());
        assertThat(other.statusCode()).isEqualTo(401);
    }

    /** Another service's token, one for another client, an old one, or one that is shown again. */
    @ParameterizedTest
    @ValueSource(strings = {"aud", "iss", "nonce", "exp"})
    void aTokenThatIsNotForThisLoginIsRefused(String claim) throws Exception {
        Object value = claim.equals("exp") ? 1_700_000_000L : "https://another.example";
        person("sub", unique("mallory"), List.of("alpr-admins"), Map.of(claim, value));
        assertThat(get(browser(), "/login/oidc").statusCode()).isEqualTo(401);
    }

    @Test
    void aServiceThatIsAwayIsSaidToBe() throws Exception {
        api.orElseThrow().close();
        api =
                Optional.of(
                        stack.with(
                                new OidcSettings(
                                        URI.create("http://127.0.0.1:1"),
                                        "alpr",
                                        "",
                                        "Company login",
                                        "",
                                        claims(""))));
        assertThat(get(browser(), "/login/oidc").statusCode()).isEqualTo(503);
        assertThat(get(browser(), "/login").statusCode()).as("passwords work").isEqualTo(200);
    }

    @Test
    void afterwardsItGoesToPagesOfOursAlone() throws Exception {
        for (var next : List.of("//evil.example/", "https://evil.example/", "/%0d%0aX:y")) {
            person("sub-n", unique("nora"), List.of("alpr-viewers"), Map.of());
            var landed = get(browser(), "/login/oidc?next=" + next);
            assertThat(landed.uri().getHost()).isEqualTo("127.0.0.1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://id.example", "nonsense", "ftp://localhost/x"})
    void anIssuerThatIsNotEncryptedIsRefused(String issuer) {
        assertThatThrownBy(
                        () -> new OidcSettings(URI.create(issuer), "a", "b", "c", "", claims("")))
                .hasMessageContaining("https");
    }
}
