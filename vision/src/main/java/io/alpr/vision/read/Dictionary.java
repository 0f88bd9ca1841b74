package io.alpr.vision.read;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What each class of a text recogniser stands for, without the blank.
 *
 * @param entries in the model's order, at least one
 */
public record Dictionary(List<String> entries) {
    public Dictionary {
        entries = List.copyOf(entries);
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("A dictionary needs one entry or more");
        }
    }

    /**
     * Reads a file of UTF-8 with one entry a line, as PaddleOCR's dictionaries are.
     *
     * @throws IllegalArgumentException if it cannot be read, in one line that names it
     */
    public static Dictionary read(Path file) {
        try {
            return lines(Files.readString(file));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("dictionary %s is not UTF-8".formatted(file), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("dictionary %s cannot be read".formatted(file), e);
        }
    }

    /**
     * Reads such a file from the class path.
     *
     * @param resource absolute name
     */
    public static Dictionary resource(String resource) {
        try (var in = Dictionary.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("the class path holds no " + resource);
            }
            return lines(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read resource " + resource, e);
        }
    }

    /** One entry for each character of a text. */
    public static Dictionary characters(String alphabet) {
        return new Dictionary(alphabet.codePoints().mapToObj(Character::toString).toList());
    }

    private static Dictionary lines(String text) {
        return new Dictionary(text.lines().toList());
    }

    int size() {
        return entries.size();
    }
}
