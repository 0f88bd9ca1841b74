package io.alpr.query;

import io.alpr.query.access.Authenticator;
import io.alpr.query.access.Principal;
import io.alpr.query.access.Token;
import io.javalin.http.Context;
import java.util.HexFormat;
import java.util.Optional;

/** Tells who asks, by the key or the session that he shows. Safe from any thread. */
final class Identities {
    /** What a program shows. */
    static final String KEY_HEADER = "X-API-Key";

    private static final String BEARER = "Bearer ";
    private static final String SESSION = "alpr.session";

    private final Authenticator authenticator;

    Identities(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    /** Who asks; empty when he shows nothing that is good. */
    Optional<Principal> of(Context context) {
        var key = key(context);
        if (key.isPresent()) {
            return authenticator.ofKey(key.get());
        }
        var session = SessionCookie.of(context);
        session.ifPresent(token -> remember(context, token));
        return session.flatMap(authenticator::ofSession);
    }

    /**
     * The same for all that one user asks by his sessions, or a program by its key; not for logs.
     */
    static String label(Context context, Principal principal) {
        return key(context)
                .map(key -> "key " + HexFormat.of().formatHex(key.hash()))
                .orElse("user " + principal.name());
    }

    /** The key that is shown, good or not. */
    static Optional<Token> key(Context context) {
        var header = context.header(KEY_HEADER);
        if (header != null) {
            return Optional.of(new Token(header.strip()));
        }
        var authorization = context.header("Authorization");
        return authorization != null
                        && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.of(new Token(authorization.substring(BEARER.length()).strip()))
                : Optional.empty();
    }

    /** The session that asks. */
    static Optional<Token> session(Context context) {
        return Optional.ofNullable(context.<Token>attribute(SESSION));
    }

    static void remember(Context context, Token session) {
        context.attribute(SESSION, session);
    }
}
