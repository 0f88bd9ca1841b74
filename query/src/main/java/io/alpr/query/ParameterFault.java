package io.alpr.query;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One broken rule, in the form that FastAPI's clients expect in a {@code detail} array.
 *
 * @param type machine-readable name of the rule
 * @param place {@code query}, {@code path} or {@code body}
 * @param name of the parameter
 * @param message for a person
 * @param input as it came
 * @param context the rule's own figures, e.g. {@code le=1000}; may be empty
 */
record ParameterFault(
        String type,
        String place,
        String name,
        String message,
        String input,
        Map<String, Object> context) {
    ParameterFault {
        context = Map.copyOf(context);
    }

    /** The JSON object. */
    Map<String, Object> body() {
        var body = new LinkedHashMap<String, Object>();
        body.put("type", type);
        body.put("loc", List.of(place, name));
        body.put("msg", message);
        body.put("input", input);
        if (!context.isEmpty()) {
            body.put("ctx", context);
        }
        return body;
    }
}
