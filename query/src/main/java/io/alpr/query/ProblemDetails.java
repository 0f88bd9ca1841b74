package io.alpr.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Errors of {@code /api/v1} as RFC 9457 has them. */
final class ProblemDetails {
    /** Where paths begin whose errors have this form. */
    static final String WHERE = "/api/v1/";

    static final String TYPE = "application/problem+json";
    private static final String PREFIX = "Value error, ";
    private static final ObjectMapper JSON = new ObjectMapper();

    private ProblemDetails() {}

    /**
     * Writes the body.
     *
     * @param detail a text, or {@link InvalidParameters}
     */
    static void write(Context context, int status, Object detail) {
        var body = new LinkedHashMap<String, Object>();
        body.put("type", "about:blank");
        body.put("title", ErrorAnswers.reason(status));
        body.put("status", status);
        if (detail instanceof InvalidParameters invalid) {
            body.put("detail", sentence(invalid.faults()));
            body.put("request_id", RequestIds.of(context));
            body.put("errors", invalid.faults().stream().map(ProblemDetails::error).toList());
        } else {
            body.put("detail", detail);
            body.put("request_id", RequestIds.of(context));
        }
        try {
            context.contentType(TYPE).result(JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers are always JSON", e);
        }
    }

    /** For what is refused before any route is asked. */
    static Map<String, Object> of(int status, String requestId) {
        var reason = ErrorAnswers.reason(status);
        var body = new LinkedHashMap<String, Object>();
        body.put("type", "about:blank");
        body.put("title", reason);
        body.put("status", status);
        body.put("detail", reason);
        body.put("request_id", requestId);
        return body;
    }

    private static String sentence(List<ParameterFault> faults) {
        return faults.stream()
                .map(fault -> fault.name() + " " + rule(fault))
                .collect(Collectors.joining("; "));
    }

    private static Map<String, Object> error(ParameterFault fault) {
        var error = new LinkedHashMap<String, Object>();
        error.put("in", fault.place());
        error.put("name", fault.name());
        error.put("detail", rule(fault));
        return error;
    }

    private static String rule(ParameterFault fault) {
        var message = fault.message();
        return message.startsWith(PREFIX)
                ? message.substring(PREFIX.length())
                : message.replaceFirst("^Input should", "should");
    }
}
