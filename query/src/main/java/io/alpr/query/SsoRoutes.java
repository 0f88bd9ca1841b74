package io.alpr.query;

import io.alpr.archive.access.VouchedAccounts;
import io.alpr.query.access.Authenticator;
import io.alpr.query.sso.Attempt;
import io.alpr.query.sso.OidcLogin;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Logins by another service, for browsers. */
final class SsoRoutes {
    private static final String BEGIN = "/login/oidc";
    private static final String BACK = BEGIN + "/callback";
    private static final String COOKIE = "alpr_oidc";
    private static final Duration TIME = Duration.ofMinutes(10);

    private final OidcLogin oidc;
    private final String publicUrl;
    private final VouchedAccounts accounts;
    private final Authenticator authenticator;
    private final Lookups lookups;

    /**
     * @param publicUrl where browsers find us; empty for where they say they do
     */
    SsoRoutes(
            OidcLogin oidc,
            String publicUrl,
            VouchedAccounts accounts,
            Authenticator authenticator,
            Lookups lookups) {
        this.oidc = oidc;
        this.publicUrl = publicUrl;
        this.accounts = accounts;
        this.authenticator = authenticator;
        this.lookups = lookups;
    }

    List<Route> routes() {
        return List.of(
                Route.get(BEGIN, Entry.OPEN, this::begin), Route.get(BACK, Entry.OPEN, this::back));
    }

    private void begin(Context context) {
        var attempt = Attempt.begun(LoginPage.next(context));
        var there =
                oidc.begin(attempt, redirect(context))
                        .orElseThrow(() -> new Fault(503, "The login service does not answer"));
        set(context, attempt.text(), Math.toIntExact(TIME.toSeconds()));
        context.redirect(there.toString(), HttpStatus.SEE_OTHER);
    }

    private URI redirect(Context context) {
        var base = publicUrl.isEmpty() ? Proxies.of(context).base() : publicUrl;
        if (base.isEmpty()) {
            throw new Fault(400, "The address that you asked is none");
        }
        return URI.create(base + BACK);
    }

    private void back(Context context) {
        var attempt = Optional.ofNullable(context.cookie(COOKIE)).flatMap(Attempt::of);
        set(context, "", 0);
        if (attempt.isEmpty()) {
            throw new Fault(400, "This login was not begun here, or too long ago; begin again");
        }
        var outcome =
                oidc.end(
                        attempt.get(),
                        parameter(context, "state"),
                        parameter(context, "code"),
                        redirect(context));
        switch (outcome) {
            case OidcLogin.Outcome.Vouched(var person) -> {
                welcome(context, person);
                context.redirect(LoginPage.ours(attempt.get().next()), HttpStatus.SEE_OTHER);
            }
            case OidcLogin.Outcome.Stranger(var name) -> {
                lookups.tried(context, "login_refused", name);
                throw new Fault(403, "You are known there, but nobody has given you a role here");
            }
            case OidcLogin.Outcome.Refused() -> {
                lookups.tried(context, "login_failed", "");
                throw new Fault(401, "The login service does not vouch for you; begin again");
            }
            case OidcLogin.Outcome.Away() ->
                    throw new Fault(503, "The login service does not answer");
        }
    }

    private void welcome(Context context, VouchedAccounts.Person person) {
        switch (accounts.welcome(person)) {
            case VouchedAccounts.Welcome.NameTaken() -> {
                lookups.tried(context, "login_refused", person.name());
                throw new Fault(
                        409,
                        "Somebody else is called %s here; an administrator must sort that out"
                                .formatted(person.name()));
            }
            case VouchedAccounts.Welcome.In(var account) -> {
                if (!account.enabled()) {
                    lookups.tried(context, "login_refused", account.name());
                    throw new Fault(403, "Your account is disabled");
                }
                var session = authenticator.begin(account.name());
                SessionCookie.give(context, session);
                Gate.remember(context, session, authenticator);
                lookups.did(context, "login", Map.of("by", person.issuer()));
            }
        }
    }

    private static String parameter(Context context, String name) {
        return Objects.requireNonNullElse(context.queryParam(name), "");
    }

    /** Lax, since it comes back with a browser that another site sends. */
    private static void set(Context context, String value, int seconds) {
        context.cookie(
                new Cookie(
                        COOKIE,
                        value,
                        BEGIN,
                        seconds,
                        SessionCookie.isSecure(context),
                        true,
                        null,
                        SameSite.LAX));
    }
}
