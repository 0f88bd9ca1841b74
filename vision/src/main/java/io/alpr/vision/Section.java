package io.alpr.vision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.alpr.vision.image.PixelSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A group of keys of a YAML file. Every method asks for one key; {@link #finish} then refuses the
 * keys that nobody asked for. Not thread-safe.
 */
final class Section {
    private final Path file;
    private final String path;
    private final JsonNode node;
    private final TreeSet<String> known = new TreeSet<>();

    private Section(Path file, String path, JsonNode node) {
        this.file = file;
        this.path = path;
        this.node = node;
        if (!node.isObject()) {
            throw new InvalidEngineFile(
                    file,
                    "%s must be a group of keys, got: %s"
                            .formatted(
                                    path.isEmpty() ? "the file" : path.replaceFirst("\\.$", ""),
                                    node));
        }
    }

    /**
     * The top of a file.
     *
     * @throws InvalidEngineFile if it is missing or no YAML
     */
    static Section read(Path file) {
        try {
            JsonNode top = new YAMLMapper().readTree(Files.readString(file));
            return new Section(file, "", top.isMissingNode() ? empty() : top);
        } catch (JsonProcessingException e) {
            String line =
                    e.getLocation() == null
                            ? ""
                            : "line %d: ".formatted(e.getLocation().getLineNr());
            throw new InvalidEngineFile(file, "is no YAML, " + line + e.getOriginalMessage());
        } catch (IOException e) {
            throw new InvalidEngineFile(file, "cannot be read (%s)".formatted(e));
        }
    }

    private static JsonNode empty() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** The group below a key, if it is there. */
    Optional<Section> section(String key) {
        return value(key).map(value -> new Section(file, path + key + ".", value));
    }

    /** A text that must be there. */
    String text(String key) {
        return optionalText(key).orElseThrow(() -> fault(key, "is missing"));
    }

    Optional<String> optionalText(String key) {
        return value(key)
                .map(
                        value -> {
                            if (!value.isTextual() || value.textValue().isBlank()) {
                                throw fault(key, "must be a text, got: " + value);
                            }
                            return value.textValue();
                        });
    }

    /** A list of texts, empty where there is none. */
    List<String> texts(String key) {
        var texts = new ArrayList<String>();
        for (var value : value(key).map(List::of).orElseGet(List::of)) {
            if (!value.isArray()) {
                throw fault(key, "must be a list of texts, got: " + value);
            }
            value.forEach(text -> texts.add(text.asText()));
        }
        return texts;
    }

    /** A file named relative to the YAML file. */
    Path file(String key) {
        return file.toAbsolutePath().resolveSibling(text(key));
    }

    /** A number between two limits, both allowed. */
    double number(String key, double otherwise, double min, double max) {
        var value = value(key);
        if (value.isEmpty()) {
            return otherwise;
        }
        double number = value.get().isNumber() ? value.get().doubleValue() : Double.NaN;
        if (!(number >= min && number <= max)) {
            throw fault(
                    key,
                    "must be a number from %s to %s, got: %s".formatted(min, max, value.get()));
        }
        return number;
    }

    int whole(String key, int otherwise, int min, int max) {
        double number = number(key, otherwise, min, max);
        if (number != Math.rint(number)) {
            throw fault(key, "must be a whole number, got: " + number);
        }
        return (int) number;
    }

    /** Columns and rows, {@code {width: 640, height: 640}}. */
    Optional<PixelSize> size(String key) {
        return section(key)
                .map(
                        size -> {
                            int width = size.whole("width", 0, 1, 8192);
                            int height = size.whole("height", 0, 1, 8192);
                            size.finish();
                            if (width == 0 || height == 0) {
                                throw fault(key, "needs width and height");
                            }
                            return new PixelSize(width, height);
                        });
    }

    /** One of the constants of an enum, written in lower case. */
    <E extends Enum<E>> E choice(String key, E otherwise, Class<E> type) {
        var text = optionalText(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(text.get())) {
                return constant;
            }
        }
        String all =
                Arrays.stream(type.getEnumConstants())
                        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "));
        throw fault(key, "must be one of %s, got: %s".formatted(all, text.get()));
    }

    /** An error about a key, to be thrown. */
    InvalidEngineFile fault(String key, String fault) {
        return new InvalidEngineFile(file, path + key + " " + fault);
    }

    /** Refuses keys that were not asked for. */
    void finish() {
        for (var names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                throw fault(name, "is not a key here; known are: " + String.join(", ", known));
            }
        }
    }

    private Optional<JsonNode> value(String key) {
        known.add(key);
        return Optional.ofNullable(node.get(key)).filter(value -> !value.isNull());
    }
}
