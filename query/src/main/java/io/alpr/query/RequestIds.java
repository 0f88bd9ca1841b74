package io.alpr.query;

import io.javalin.http.Context;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.MDC;

/**
 * Names every request in log and answer: the client's own {@code X-Request-Id} or a new one. What
 * the request's thread logs carries it as {@code requestId}.
 */
final class RequestIds {
    static final String HEADER = "X-Request-Id";
    private static final String LOGGED = "requestId";
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final String ATTRIBUTE = "alpr.request.id";

    private RequestIds() {}

    static void assign(Context context) {
        var given = context.header(HEADER);
        var id =
                given != null && FORM.matcher(given).matches()
                        ? given
                        : UUID.randomUUID().toString();
        context.attribute(ATTRIBUTE, id);
        context.header(HEADER, id);
        MDC.put(LOGGED, id);
    }

    /** The thread goes on to other work. */
    static void forget() {
        MDC.remove(LOGGED);
    }

    /** For a request that got no further than its address: what is logged until it is closed. */
    static MDC.MDCCloseable logged(String id) {
        return MDC.putCloseable(LOGGED, id);
    }

    static String of(Context context) {
        var id = context.<String>attribute(ATTRIBUTE);
        return id == null ? "none" : id;
    }
}
