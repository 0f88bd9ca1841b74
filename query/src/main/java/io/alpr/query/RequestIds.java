package io.alpr.query;

import io.javalin.http.Context;
import java.util.UUID;
import java.util.regex.Pattern;

/** Names every request in log and answer: the client's own {@code X-Request-Id} or a new one. */
final class RequestIds {
    static final String HEADER = "X-Request-Id";
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
    }

    static String of(Context context) {
        var id = context.<String>attribute(ATTRIBUTE);
        return id == null ? "none" : id;
    }
}
