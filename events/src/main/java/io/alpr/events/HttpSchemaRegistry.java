package io.alpr.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * Any registry that speaks Confluent's REST API. A number, once learnt, is never asked for again;
 * that a registry could not be asked is never remembered.
 *
 * @see <a
 *     href="https://docs.confluent.io/platform/current/schema-registry/develop/api.html">Confluent's
 *     API</a>
 */
public final class HttpSchemaRegistry implements SchemaRegistry, AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Numbers whose meaning is remembered: others may register as many as they like. */
    private static final int REMEMBERED_MAX = 1000;

    private final RegistryHttp http;
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
    private final Map<Integer, String> refused = new ConcurrentHashMap<>();
    private final Map<Subject, Integer> ids = new ConcurrentHashMap<>();

    private record Subject(String name, Schema schema) {}

    /**
     * Asks nothing yet.
     *
     * @param address such as {@code http://localhost:8081}; {@code user:password@} before the host
     *     is sent as basic authentication and never logged
     */
    public HttpSchemaRegistry(URI address) {
        this.http = new RegistryHttp(address);
    }

    /** Where it is, without user and password. */
    public String address() {
        return http.address();
    }

    /** Whether it answers now. */
    public boolean answers() {
        try {
            return http.get("/subjects").status() == 200;
        } catch (RegistryUnavailable e) {
            return false;
        }
    }

    @Override
    public int idOf(String subject, Schema schema) {
        var key = new Subject(subject, schema);
        var known = ids.get(key);
        if (known != null) {
            return known;
        }
        var id = register(subject, schema);
        ids.put(key, id);
        schemas.putIfAbsent(id, schema);
        return id;
    }

    @Override
    public Schema schema(int id) {
        var known = schemas.get(id);
        if (known != null) {
            return known;
        }
        var reason = refused.get(id);
        if (reason != null) {
            throw new Undecodable(Undecodable.Reason.UNKNOWN_SCHEMA, reason);
        }
        var schema = fetch(id);
        if (schemas.size() < REMEMBERED_MAX) {
            schemas.put(id, schema);
        }
        return schema;
    }

    @Override
    public boolean isCompatible(String subject, Schema schema) {
        var path = "/compatibility/subjects/" + subject + "/versions/latest";
        var answer = http.post(path, body(schema));
        return switch (answer.status()) {
            case 200 -> parsed(answer).path("is_compatible").asBoolean(false);
            case 404 -> true;
            default -> throw refused(answer);
        };
    }

    @Override
    public void close() {
        http.close();
    }

    private int register(String subject, Schema schema) {
        var answer = http.post("/subjects/" + subject + "/versions", body(schema));
        return switch (answer.status()) {
            case 200, 201 -> id(answer);
            case 409, 422 ->
                    throw new IncompatibleSchema(
                            "registry %s does not take the schema of %s (status %d): %s; keep the old release or change the subject's compatibility"
                                    .formatted(
                                            address(), subject, answer.status(), message(answer)));
            default -> throw refused(answer);
        };
    }

    private Schema fetch(int id) {
        var answer = http.get("/schemas/ids/" + id);
        return switch (answer.status()) {
            case 200 -> avro(id, parsed(answer).path("schema").asText());
            case 404 ->
                    throw new Undecodable(
                            Undecodable.Reason.UNKNOWN_SCHEMA,
                            "registry %s has no schema %d".formatted(address(), id));
            default -> throw refused(answer);
        };
    }

    private Schema avro(int id, String text) {
        try {
            if (text.length() > SchemaBounds.TEXT_MAX) {
                throw new Undecodable(
                        Undecodable.Reason.UNKNOWN_SCHEMA,
                        "schema %d has more than %d characters"
                                .formatted(id, SchemaBounds.TEXT_MAX));
            }
            var schema = new Schema.Parser().parse(text);
            SchemaBounds.check(id, schema);
            return schema;
        } catch (Undecodable e) {
            remember(id, e);
            throw e;
        } catch (AvroRuntimeException | StackOverflowError e) {
            var fault =
                    new Undecodable(
                            Undecodable.Reason.UNKNOWN_SCHEMA,
                            "schema %d is not an Avro schema: %s".formatted(id, e.getMessage()),
                            e);
            remember(id, fault);
            throw fault;
        }
    }

    /** What a number means never changes, so a schema that is refused once always is. */
    private void remember(int id, Undecodable fault) {
        if (refused.size() < REMEMBERED_MAX) {
            refused.put(id, String.valueOf(fault.getMessage()));
        }
    }

    private int id(RegistryHttp.Answer answer) {
        var id = parsed(answer).path("id");
        if (!id.isInt()) {
            throw new RegistryUnavailable(
                    "registry %s gave no schema id; is it a schema registry?".formatted(address()));
        }
        return id.intValue();
    }

    private static String body(Schema schema) {
        return JSON.createObjectNode().put("schema", schema.toString()).toString();
    }

    private JsonNode parsed(RegistryHttp.Answer answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new RegistryUnavailable(
                    "registry %s did not answer in JSON; is it a schema registry?"
                            .formatted(address()),
                    e);
        }
    }

    private String message(RegistryHttp.Answer answer) {
        return parsed(answer).path("message").asText("no message");
    }

    private RegistryUnavailable refused(RegistryHttp.Answer answer) {
        return new RegistryUnavailable(
                "registry %s answered with status %d; look at its address and credentials"
                        .formatted(address(), answer.status()));
    }
}
