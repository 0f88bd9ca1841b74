package io.alpr.query;

import io.alpr.archive.access.Sessions;
import io.alpr.query.access.Token;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.util.Optional;

/**
 * The cookie by which a browser is known: not for scripts, not for other sites' forms, and only
 * encrypted where the page came so.
 */
final class SessionCookie {
    static final String NAME = "alpr_session";

    private SessionCookie() {}

    static Optional<Token> of(Context context) {
        return Optional.ofNullable(context.cookie(NAME))
                .filter(text -> !text.isEmpty() && !Token.isTooLong(text))
                .map(Token::new);
    }

    static void give(Context context, Token session) {
        set(context, session.text(), Math.toIntExact(Sessions.AGE_MAX.toSeconds()));
    }

    static void take(Context context) {
        set(context, "", 0);
    }

    /** Whether the browser speaks to us encrypted, by itself or through a proxy. */
    static boolean isSecure(Context context) {
        // Whoever lies about it hurts himself alone: his cookie is not sent back.
        return "https".equals(context.scheme())
                || "https".equalsIgnoreCase(context.header("X-Forwarded-Proto"));
    }

    private static void set(Context context, String value, int seconds) {
        context.cookie(
                new Cookie(NAME, value, "/", seconds, isSecure(context), true, null, SameSite.LAX));
    }
}
