package io.alpr.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads a YAML file into records, strictly: an unknown key, a wrong type or a value that a record
 * refuses is one {@link ConfigFault} that names file, line and key.
 *
 * <p>Three layers, later ones win: the defaults (a commented YAML that is also the reference for
 * users), the user's file, the environment. Objects are merged key by key, lists are replaced. Keys
 * are {@code snake_case}; durations are written {@code 500ms}, {@code 5s}, {@code 10m}, {@code 2h},
 * {@code 7d}. Immutable, safe from any thread.
 */
public final class ConfigReader {
    private static final String DEFAULTS_SUFFIX = "_defaults";

    private final YAMLMapper yaml;
    private final String defaults;
    private final List<Variable> variables;

    /**
     * An environment variable that sets one key.
     *
     * @param name of the variable, e.g. {@code DB_PORT}
     * @param path of the key with dots, e.g. {@code database.port}
     */
    public record Variable(String name, String path) {}

    /**
     * @param defaults YAML with a value for every key
     * @param variables what the environment may set
     */
    public ConfigReader(String defaults, List<Variable> variables) {
        this.defaults = defaults;
        this.variables = List.copyOf(variables);
        this.yaml =
                YAMLMapper.builder()
                        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                        .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                        .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                        .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                        .addModule(
                                new SimpleModule()
                                        .addDeserializer(Duration.class, new DurationText()))
                        .build();
    }

    /** The defaults and the environment alone. */
    public <T> T read(Map<String, String> environment, Class<T> type) {
        return mapped("the defaults", defaults, merged("the defaults", "", environment), type);
    }

    /**
     * Defaults, then the file, then the environment.
     *
     * @throws ConfigFault when the file is missing, is not YAML, or holds what {@code type} does
     *     not allow
     */
    public <T> T read(Path file, Map<String, String> environment, Class<T> type) {
        var text = contents(file);
        return mapped(file.toString(), text, merged(file.toString(), text, environment), type);
    }

    private static String contents(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new ConfigFault(file + ": no such file; name one with --config");
        } catch (IOException e) {
            throw new ConfigFault(file + ": cannot be read as UTF-8 text: " + e.getMessage());
        }
    }

    private JsonNode merged(String file, String text, Map<String, String> environment) {
        var tree = (ObjectNode) parsed("the defaults", defaults);
        if (!(parsed(file, text) instanceof ObjectNode own)) {
            throw new ConfigFault(file + ": must be keys and values, e.g. 'cameras:'");
        }
        merge(tree, own);
        inheritItems(tree);
        for (var variable : variables) {
            var value = environment.get(variable.name());
            if (value != null && !value.isBlank()) {
                set(tree, variable.path(), value);
            }
        }
        return tree;
    }

    private JsonNode parsed(String file, String text) {
        try {
            var tree = yaml.readTree(text);
            return tree instanceof MissingNode || tree.isNull() ? yaml.createObjectNode() : tree;
        } catch (JsonProcessingException e) {
            var location = e.getLocation();
            var line = location == null ? "" : ":" + location.getLineNr();
            throw new ConfigFault(
                    file + line + ": is not YAML: " + firstLine(e.getOriginalMessage()));
        }
    }

    private static void merge(ObjectNode below, ObjectNode above) {
        for (var entry : above.properties()) {
            if (below.get(entry.getKey()) instanceof ObjectNode deeper
                    && entry.getValue() instanceof ObjectNode over) {
                merge(deeper, over);
            } else {
                below.set(entry.getKey(), entry.getValue());
            }
        }
    }

    /**
     * Each item of a list {@code things} starts from the keys of {@code thing_defaults}, where
     * there are such.
     */
    private static void inheritItems(ObjectNode tree) {
        for (var name : tree.propertyStream().map(Map.Entry::getKey).toList()) {
            if (name.endsWith(DEFAULTS_SUFFIX) && tree.remove(name) instanceof ObjectNode base) {
                var items =
                        tree.path(
                                name.substring(0, name.length() - DEFAULTS_SUFFIX.length()) + "s");
                for (var item : items) {
                    inherit(base, item);
                }
            }
        }
    }

    private static void inherit(ObjectNode base, JsonNode item) {
        if (item instanceof ObjectNode own) {
            var whole = base.deepCopy();
            merge(whole, own);
            own.setAll(whole);
        }
    }

    private static void set(ObjectNode tree, String path, String value) {
        var keys = path.split("\\.", -1);
        var node = tree;
        for (int i = 0; i < keys.length - 1; i++) {
            node =
                    node.get(keys[i]) instanceof ObjectNode deeper
                            ? deeper
                            : node.putObject(keys[i]);
        }
        node.put(keys[keys.length - 1], value);
    }

    private <T> T mapped(String file, String text, JsonNode tree, Class<T> type) {
        try {
            return yaml.treeToValue(tree, type);
        } catch (JsonMappingException e) {
            var path = path(e);
            var line = YamlLines.lineOf(text, path);
            var place = line > 0 ? file + ":" + line : file;
            throw new ConfigFault(
                    "%s: %s: %s".formatted(place, path.isEmpty() ? "(top)" : path, rule(e)));
        } catch (JsonProcessingException e) {
            throw new ConfigFault(file + ": " + firstLine(e.getOriginalMessage()));
        }
    }

    private static String path(JsonMappingException fault) {
        return fault.getPath().stream()
                .map(
                        step ->
                                step.getFieldName() == null
                                        ? "[" + step.getIndex() + "]"
                                        : "." + step.getFieldName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }

    private static String rule(JsonMappingException fault) {
        return switch (fault) {
            case UnrecognizedPropertyException e ->
                    "unknown key; known here: "
                            + e.getKnownPropertyIds().stream()
                                    .map(Object::toString)
                                    .sorted()
                                    .collect(Collectors.joining(", "));
            case InvalidFormatException e when e.getTargetType().isEnum() ->
                    "must be one of %s, got: %s"
                            .formatted(List.of(e.getTargetType().getEnumConstants()), e.getValue())
                            .toLowerCase(java.util.Locale.ROOT);
            case InvalidFormatException e ->
                    "must be %s, got: '%s'".formatted(noun(e.getTargetType()), e.getValue());
            case MismatchedInputException e
                    when firstLine(e.getOriginalMessage()).contains("creator property") ->
                    "is missing";
            case MismatchedInputException e -> "must be " + noun(e.getTargetType());
            default ->
                    firstLine(
                            fault.getCause() == null
                                    ? fault.getOriginalMessage()
                                    : fault.getCause().getMessage());
        };
    }

    private static String noun(@Nullable Class<?> type) {
        if (type == null) {
            return "of another kind";
        }
        if (type == Duration.class) {
            return "a duration such as 500ms, 5s, 10m, 2h or 7d";
        }
        if (type == int.class || type == long.class) {
            return "a whole number";
        }
        if (type == double.class) {
            return "a number";
        }
        if (type == boolean.class) {
            return "true or false";
        }
        if (List.class.isAssignableFrom(type)) {
            return "a list";
        }
        return type.isRecord() ? "keys and values" : "text";
    }

    private static String firstLine(@Nullable String text) {
        return Objects.requireNonNullElse(text, "").lines().findFirst().orElse("");
    }
}
