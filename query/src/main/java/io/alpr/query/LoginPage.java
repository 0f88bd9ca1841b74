package io.alpr.query;

import io.alpr.query.access.Passwords;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Login, logout and change of one's password for people; works without scripts. */
final class LoginPage {
    private static final String LOGIN = "/login";
    private static final String PASSWORD = "/password";
    private static final String HOME = "/ui";
    private static final int NEXT_MAX = 500;

    private final SessionRoutes sessions;
    private final Optional<String> otherLogin;

    /**
     * @param otherLogin what the button of another login service says, where there is one
     */
    LoginPage(SessionRoutes sessions, Optional<String> otherLogin) {
        this.sessions = sessions;
        this.otherLogin = otherLogin;
    }

    List<Route> routes() {
        return List.of(
                Route.get(LOGIN, Entry.OPEN, context -> html(context, form(next(context), ""))),
                Route.post(LOGIN, Entry.OPEN, this::login),
                Route.post("/logout", Entry.KNOWN, this::logout),
                Route.get(PASSWORD, Entry.KNOWN, context -> html(context, change(context, ""))),
                Route.post(PASSWORD, Entry.KNOWN, this::change));
    }

    /** Where somebody logs in who wanted this page. */
    static Detour toLogin(Context context) {
        var query = context.queryString();
        var wanted = context.path() + (query == null ? "" : "?" + query);
        return new Detour(
                LOGIN
                        + "?next="
                        + URLEncoder.encode(
                                wanted.length() > NEXT_MAX ? HOME : wanted,
                                StandardCharsets.UTF_8));
    }

    /** Where somebody changes a password that has expired. */
    static Detour toPassword() {
        return new Detour(PASSWORD);
    }

    private void login(Context context) {
        try {
            sessions.login(context, field(context, "name"), field(context, "password"));
            context.redirect(next(context), HttpStatus.SEE_OTHER);
        } catch (Fault e) {
            context.status(e.status());
            html(context, form(next(context), e.detail()));
        }
    }

    private void logout(Context context) {
        sessions.logout(context);
        context.redirect(LOGIN, HttpStatus.SEE_OTHER);
    }

    private void change(Context context) {
        var chosen = field(context, "new");
        var fault =
                chosen.equals(field(context, "again"))
                        ? Passwords.fault(Gate.principal(context).name(), chosen)
                                .map(rule -> "The new password " + rule)
                        : Optional.of("The two new passwords differ");
        try {
            if (fault.isPresent()) {
                throw new Fault(422, fault.get());
            }
            sessions.changePassword(context, field(context, "old"), chosen);
            context.redirect(HOME, HttpStatus.SEE_OTHER);
        } catch (Fault e) {
            context.status(e.status());
            html(context, change(context, e.detail()));
        }
    }

    private static void html(Context context, String page) {
        context.contentType("text/html; charset=utf-8").result(page);
    }

    private static String field(Context context, String name) {
        return Objects.requireNonNullElse(context.formParam(name), "");
    }

    /** The page that was wanted, if it is one of ours. */
    static String next(Context context) {
        return ours(
                Objects.requireNonNullElse(
                        context.method().equals(HandlerType.POST)
                                ? context.formParam("next")
                                : context.queryParam("next"),
                        HOME));
    }

    /** The page, if it is one of ours, else the first one. */
    static String ours(String next) {
        boolean ours =
                next.startsWith("/")
                        && !next.startsWith("//")
                        && next.length() <= NEXT_MAX
                        && next.chars().allMatch(c -> c > ' ' && c < 127 && c != '\\');
        return ours ? next : HOME;
    }

    private String form(String next, String fault) {
        return Html.single(
                "Log in",
                """
                <form class="entry" action="/login" method="post">
                <h1>Log in</h1>
                %s
                <label>Name<input name="name" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="64" required autofocus></label>
                <label>Password<input name="password" type="password" autocomplete="current-password" maxlength="256" required></label>
                <input type="hidden" name="next" value="%s">
                <button>Log in</button>
                %s
                </form>
                """
                        .formatted(fault(fault), Html.escaped(next), other(next)));
    }

    private String other(String next) {
        return otherLogin
                .map(
                        label ->
                                "<a class=\"other\" href=\"/login/oidc?next=%s\">%s</a>"
                                        .formatted(
                                                URLEncoder.encode(next, StandardCharsets.UTF_8),
                                                Html.escaped(label)))
                .orElse("");
    }

    private static String change(Context context, String fault) {
        var why =
                Gate.principal(context).passwordExpired()
                        ? "<p>Somebody else knows your password. Choose one that only you know.</p>"
                        : "";
        return Html.single(
                "Change password",
                """
                <form class="entry" action="/password" method="post">
                <h1>Change password</h1>
                %s%s
                <label>Old password<input name="old" type="password" autocomplete="current-password" maxlength="256" required autofocus></label>
                <label>New password, %d characters or more<input name="new" type="password" autocomplete="new-password" minlength="%d" maxlength="256" required></label>
                <label>New password again<input name="again" type="password" autocomplete="new-password" minlength="%d" maxlength="256" required></label>
                <input type="hidden" name="csrf_token" value="%s">
                <button>Change</button>
                </form>
                """
                        .formatted(
                                why,
                                fault(fault),
                                Passwords.LENGTH_MIN,
                                Passwords.LENGTH_MIN,
                                Passwords.LENGTH_MIN,
                                Gate.formToken(context)));
    }

    private static String fault(String fault) {
        return fault.isEmpty()
                ? ""
                : "<p class=\"fault\" role=\"alert\">" + Html.escaped(fault) + "</p>";
    }
}
