package io.alpr.query;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A JSON object that a client sent, and what is wrong with it: read every member first, then {@link
 * #check}.
 */
final class JsonBody {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final int BYTES_MAX = 64 << 10;
    private static final int ITEMS_MAX = 1_000;

    private final JsonNode body;
    private final Set<String> known = new TreeSet<>();
    private final List<ParameterFault> faults = new ArrayList<>();

    private JsonBody(JsonNode body) {
        this.body = body;
    }

    /**
     * @throws Fault 413 when it is longer than 64 KiB, 415 when it is not called JSON, 400 when it
     *     is none
     */
    static JsonBody of(Context context) throws IOException {
        if (!String.valueOf(context.contentType()).startsWith("application/json")) {
            throw new Fault(415, "Send the body as Content-Type application/json");
        }
        byte[] bytes = context.bodyInputStream().readNBytes(BYTES_MAX + 1);
        if (bytes.length > BYTES_MAX) {
            throw new Fault(413, "The body may have %d bytes at most".formatted(BYTES_MAX));
        }
        try {
            var body = JSON.readTree(bytes);
            if (body != null && body.isObject()) {
                return new JsonBody(body);
            }
        } catch (JacksonException e) {
            throw new Fault(400, "The body is not JSON");
        }
        throw new Fault(400, "The body must be a JSON object");
    }

    /** Whether it has this member, be it null. */
    boolean has(String name) {
        known.add(name);
        return body.has(name);
    }

    /** A text that must be there; empty when it is not, which {@link #check} then says. */
    String text(String name) {
        var given = optionalText(name);
        if (given.isEmpty() && !hasFault(name)) {
            refuse(name, "is required");
        }
        return given.orElse("");
    }

    /** A text; empty when it is absent or null. */
    Optional<String> optionalText(String name) {
        known.add(name);
        var node = body.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isTextual() || node.textValue().indexOf('\0') >= 0) {
            refuse(name, "must be a text without the character NUL");
            return Optional.empty();
        }
        return Optional.of(node.textValue());
    }

    /** A truth value; empty when it is absent or null. */
    Optional<Boolean> truth(String name) {
        known.add(name);
        var node = body.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isBoolean()) {
            refuse(name, "must be true or false");
            return Optional.empty();
        }
        return Optional.of(node.booleanValue());
    }

    /** A list of texts; empty when it is absent or null. */
    Optional<List<String>> texts(String name) {
        known.add(name);
        var node = body.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        var texts = new ArrayList<String>();
        if (node.isArray() && node.size() <= ITEMS_MAX) {
            node.forEach(item -> texts.add(item.isTextual() ? item.textValue() : "\0"));
        }
        if (!node.isArray() || node.size() > ITEMS_MAX || texts.contains("\0")) {
            refuse(name, "must be a list of %d texts at most".formatted(ITEMS_MAX));
            return Optional.empty();
        }
        return Optional.of(texts);
    }

    /** Notes that a member breaks a rule, e.g. {@code must not be blank}. */
    void refuse(String name, String rule) {
        faults.add(
                new ParameterFault(
                        "value_error", "body", name, "Value error, " + rule, "", Map.of()));
    }

    /**
     * To be called when all have been read.
     *
     * @throws InvalidParameters when any broke a rule, or there is a member that nobody read
     */
    void check() {
        body.fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!known.contains(name)) {
                                refuse(name, "is not known here; known are " + known);
                            }
                        });
        if (!faults.isEmpty()) {
            throw new InvalidParameters(faults);
        }
    }

    private boolean hasFault(String name) {
        return faults.stream().anyMatch(fault -> fault.name().equals(name));
    }
}
