package io.alpr.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Holds answers against {@code openapi.yaml}. */
final class ApiDocument {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaRegistry SCHEMAS =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final JsonNode document;

    ApiDocument() {
        try {
            document = JSON.readTree(Documentation.document());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode document() {
        return document;
    }

    /** {@code GET /stats} and so on. */
    Set<String> operations() {
        var operations = new TreeSet<String>();
        for (var path : document.get("paths").properties()) {
            for (var verb : path.getValue().properties()) {
                operations.add(verb.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
            }
        }
        return operations;
    }

    /** Fails when the document does not have this answer, or its JSON breaks the schema. */
    void check(String method, String path, int status, String type, String body) {
        var verb = method.equals("HEAD") ? "get" : method.toLowerCase(Locale.ROOT);
        var template = template(path);
        var answer = document.path("paths").path(template).path(verb).path("responses");
        assertThat(answer.has(String.valueOf(status)))
                .as("%s %s answers %d, the document knows %s", method, template, status, answer)
                .isTrue();
        if (status == 204) {
            assertThat(body).isEmpty();
            return;
        }
        var media =
                resolved(answer.get(String.valueOf(status)))
                        .path("content")
                        .path(type.replaceFirst(";.*", ""));
        assertThat(media.isMissingNode())
                .as("%s %s %d is of an undocumented type %s", method, template, status, type)
                .isFalse();
        if (type.contains("json") && !type.contains("jsonl") && !method.equals("HEAD")) {
            assertThat(schema(media.get("schema")).validate(json(body)))
                    .as("%s %s %d: %s", method, path, status, body)
                    .isEmpty();
        }
    }

    /** Every example of an answer or a schema with the schema that it is an example of. */
    void checkExamples() {
        var checked = checkExamples(document);
        assertThat(checked).isGreaterThan(20);
    }

    private int checkExamples(JsonNode node) {
        int checked = 0;
        if (node.has("schema") && node.has("example")) {
            assertThat(schema(node.get("schema")).validate(node.get("example")))
                    .as(node.get("example").toString())
                    .isEmpty();
            checked++;
        }
        if (node.path("examples").isArray()) {
            for (var example : node.get("examples")) {
                assertThat(schema(node).validate(example)).as(example.toString()).isEmpty();
                checked++;
            }
        }
        for (var child : node) {
            checked += checkExamples(child);
        }
        return checked;
    }

    /** The schema with the components beside it, so that its references resolve. */
    private Schema schema(JsonNode schema) {
        var whole = ((ObjectNode) schema).deepCopy();
        whole.set("components", document.get("components"));
        return SCHEMAS.getSchema(whole);
    }

    /** {@code name in path} and so on. */
    Set<String> parameters(JsonNode operation) {
        var parameters = new TreeSet<String>();
        for (var parameter : operation.path("parameters")) {
            var one = resolved(parameter);
            parameters.add(one.path("name").asText() + " in " + one.path("in").asText());
        }
        return parameters;
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }

    /** The path of the document that this one is matched by; fixed parts win over parameters. */
    private String template(String path) {
        return document.get("paths").properties().stream()
                .map(Map.Entry::getKey)
                .filter(candidate -> path.matches(candidate.replaceAll("\\{\\w+}", "[^/]+")))
                .min(Comparator.comparingInt(ApiDocument::parameters))
                .orElseGet(() -> fail("the document has no path for " + path));
    }

    private static int parameters(String template) {
        return List.of(template.split("\\{", -1)).size();
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return fail("not JSON: " + text, e);
        }
    }
}
