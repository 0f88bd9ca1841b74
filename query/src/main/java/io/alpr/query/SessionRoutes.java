package io.alpr.query;

import io.alpr.query.access.Authenticator;
import io.alpr.query.access.Passwords;
import io.alpr.query.access.Principal;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who I am: login, logout and one's own password, for pages and programs. */
final class SessionRoutes {
    private static final String PATH = "/api/v1/session";

    private final Authenticator authenticator;

    private final Lookups lookups;

    SessionRoutes(Authenticator authenticator, Lookups lookups) {
        this.authenticator = authenticator;
        this.lookups = lookups;
    }

    List<Route> routes() {
        return List.of(
                Route.post(PATH, Entry.OPEN, this::login),
                Route.get(PATH, Entry.KNOWN, context -> context.json(me(context))),
                new Route(Route.Verb.DELETE, PATH, Entry.KNOWN, this::logout),
                new Route(Route.Verb.PUT, PATH + "/password", Entry.KNOWN, this::changePassword));
    }

    private void login(Context context) throws IOException {
        var body = JsonBody.of(context);
        var name = body.text("name");
        var password = body.text("password");
        body.check();
        login(context, name, password);
        context.json(me(context));
    }

    /**
     * Gives the cookie to somebody who knows his password.
     *
     * @throws Fault 401, 403 or 429 with its reason
     */
    void login(Context context, String name, String password) {
        Guards.demandOwnSite(context);
        if (name.length() > Passwords.LENGTH_MAX || password.length() > Passwords.LENGTH_MAX) {
            throw new Fault(401, "Wrong name or password");
        }
        switch (authenticator.login(name, password, Proxies.address(context))) {
            case Authenticator.Outcome.In(var session, _) -> {
                SessionCookie.give(context, session);
                Gate.remember(context, session, authenticator);
                lookups.did(context, "login", Map.of());
            }
            case Authenticator.Outcome.Wrong() -> {
                lookups.tried(context, "login_failed", name);
                throw new Fault(401, "Wrong name or password");
            }
            case Authenticator.Outcome.Closed(var wait) -> {
                lookups.tried(context, "login_refused", name);
                context.header("Retry-After", String.valueOf(wait.toSeconds()));
                throw new Fault(
                        429,
                        "Too many wrong passwords, try again in %d minutes"
                                .formatted(wait.toMinutes()));
            }
        }
    }

    void logout(Context context) {
        lookups.did(context, "logout", Map.of());
        SessionCookie.of(context).ifPresent(authenticator::logout);
        SessionCookie.take(context);
        context.status(204);
    }

    private void changePassword(Context context) throws IOException {
        var body = JsonBody.of(context);
        var old = body.text("old");
        var chosen = body.text("new");
        var name = ownName(context);
        Passwords.fault(name, chosen).ifPresent(rule -> body.refuse("new", rule));
        body.check();
        changePassword(context, old, chosen);
        context.status(204);
    }

    /**
     * Sets another password; whoever did it is logged in anew.
     *
     * @param chosen of which {@link Passwords#fault} finds nothing
     * @throws Fault 401 when the old one is wrong
     */
    void changePassword(Context context, String old, String chosen) {
        var name = ownName(context);
        if (old.length() > Passwords.LENGTH_MAX) {
            throw new Fault(401, "Wrong name or password");
        }
        // As a login: by whoever found an open page, a password must not be guessed, either.
        login(context, name, old);
        lookups.did(context, "password_change", Map.of());
        authenticator.changePassword(name, old, chosen);
        login(context, name, chosen);
    }

    private static String ownName(Context context) {
        var principal = Gate.principal(context);
        if (principal.kind() != Principal.Kind.SESSION) {
            throw new Fault(403, "Not permitted: a key has no password; log in");
        }
        return principal.name();
    }

    private static Map<String, Object> me(Context context) {
        var principal = Gate.principal(context);
        var body = new LinkedHashMap<String, Object>();
        body.put("name", principal.name());
        body.put("kind", principal.kind() == Principal.Kind.KEY ? "key" : "session");
        body.put("role", principal.role().word());
        body.put("cameras", principal.scope().list());
        body.put("password_expired", principal.passwordExpired());
        if (principal.kind() == Principal.Kind.SESSION) {
            body.put("csrf_token", Gate.formToken(context));
        }
        return body;
    }
}
