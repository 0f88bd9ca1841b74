package io.alpr.query;

import io.alpr.query.access.Authenticator;
import io.alpr.query.access.Principal;
import io.alpr.query.access.Token;
import io.alpr.service.MetricsReaders;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stands before every route. What is not in its table is let in to nobody, so that a route cannot
 * be forgotten open. Safe from any thread.
 */
final class Gate {
    /** What a program shows. */
    static final String KEY_HEADER = Identities.KEY_HEADER;

    /** What a page that a browser is logged in with shows besides its cookie. */
    static final String FORM_HEADER = "X-CSRF-Token";

    /** The same as a field of a form. */
    static final String FORM_FIELD = "csrf_token";

    private static final String ATTRIBUTE = "alpr.principal";
    private static final Set<HandlerType> SAFE =
            Set.of(HandlerType.GET, HandlerType.HEAD, HandlerType.OPTIONS);

    private final Identities identities;
    private final RateLimits limits;
    private final MetricsReaders readers;
    private final Map<String, Entry> table = new HashMap<>();

    /**
     * @param readers who may read the metrics without being known
     */
    Gate(Identities identities, RateLimits limits, MetricsReaders readers, List<Route> routes) {
        this.identities = identities;
        this.limits = limits;
        this.readers = readers;
        routes.forEach(route -> table.put(route.line(), route.entry()));
        table.put("GET /health/live", Entry.OPEN);
        table.put("GET /health/ready", Entry.OPEN);
        table.put("GET /metrics", Entry.NEARBY);
    }

    /** Who asks; only behind a door that is not open. */
    static Principal principal(Context context) {
        return known(context)
                .orElseThrow(() -> new IllegalStateException("nobody was asked who he is"));
    }

    /** What a page of this session shows with whatever it changes. */
    static String formToken(Context context) {
        return Identities.session(context).map(Token::formToken).orElse("");
    }

    /** Makes a session that has just begun the one that asks. */
    static void remember(Context context, Token session, Authenticator authenticator) {
        Identities.remember(context, session);
        context.attribute(ATTRIBUTE, authenticator.ofSession(session).orElse(null));
    }

    /** Who asks, if he is known. */
    static Optional<Principal> known(Context context) {
        return Optional.ofNullable(context.<Principal>attribute(ATTRIBUTE));
    }

    /**
     * Lets somebody through, or not.
     *
     * @throws Fault 401 when it must be known who he is, 403 when he may not
     */
    void admit(Context context) {
        var entry = entry(context);
        if (entry == Entry.OPEN
                || (entry == Entry.NEARBY && isNearby(context))
                || (isMetrics(context) && readers.isShown(context))) {
            return;
        }
        var principal = identities.of(context).orElseThrow(() -> unknown(context));
        limits.demandRequest(context, Identities.label(context, principal));
        context.attribute(ATTRIBUTE, principal);
        if (entry != Entry.KNOWN && principal.passwordExpired()) {
            throw isPage(context)
                    ? LoginPage.toPassword()
                    : new Fault(403, "Change your password first");
        }
        if (!principal.role().includes(entry.least())) {
            throw new Fault(
                    403, "Not permitted: it takes the role " + entry.least().word() + " or more");
        }
        if (principal.kind() == Principal.Kind.SESSION) {
            demandOwnPage(context);
        }
    }

    private Entry entry(Context context) {
        var endpoint = context.endpoints().matchedHttpEndpoint();
        var method = context.method().equals(HandlerType.HEAD) ? HandlerType.GET : context.method();
        var entry = endpoint == null ? null : table.get(method.name() + " " + endpoint.path);
        if (entry == null) {
            throw new Fault(403, "Not permitted");
        }
        return entry;
    }

    private static RuntimeException unknown(Context context) {
        if (Identities.key(context).isPresent()) {
            return unauthorized(context, "The key is not known, has ended or was taken back");
        }
        return isPage(context)
                ? LoginPage.toLogin(context)
                : unauthorized(context, "Log in, or send a key as " + KEY_HEADER);
    }

    private static Fault unauthorized(Context context, String detail) {
        context.header("WWW-Authenticate", "Bearer realm=\"alpr\"");
        return new Fault(401, detail);
    }

    /**
     * Whether a person waits for a page to look at. Clients that are generated from the document
     * take both; browsers never name JSON.
     */
    static boolean isPage(Context context) {
        var accept = context.header("Accept");
        return SAFE.contains(context.method())
                && accept != null
                && accept.contains("text/html")
                && !accept.contains("application/json");
    }

    /**
     * A browser sends the cookie whichever page asks; only ours knows what belongs to the session.
     */
    private static void demandOwnPage(Context context) {
        if (SAFE.contains(context.method())) {
            return;
        }
        var shown = shown(context);
        if (shown == null || !same(formToken(context), shown)) {
            throw new Fault(
                    403, "Send the csrf_token of GET /api/v1/session as %s".formatted(FORM_HEADER));
        }
    }

    private static @Nullable String shown(Context context) {
        var header = context.header(FORM_HEADER);
        var type = String.valueOf(context.contentType());
        return header == null && type.startsWith("application/x-www-form-urlencoded")
                ? context.formParam(FORM_FIELD)
                : header;
    }

    private static boolean same(String a, String b) {
        return MessageDigest.isEqual(
                a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isNearby(Context context) {
        return MetricsReaders.isNearby(context) && Guards.isOwnName(context);
    }

    private static boolean isMetrics(Context context) {
        return context.path().equals("/metrics");
    }
}
