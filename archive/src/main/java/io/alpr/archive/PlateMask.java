package io.alpr.archive;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds a plate in what a person wrote, however he spelled it, and puts a word in its place.
 *
 * @param spelled upper or lower case, with blanks, dots and dashes anywhere
 */
public record PlateMask(Pattern spelled) {
    /** What stands for the plate. */
    public static final String WORD = "[plate]";

    private static final String BETWEEN = "[\\s._\u00b7-]*";

    /** A text of fewer letters and digits names no plate. */
    private static final int LETTERS_MIN = 4;

    /**
     * @param plate or pattern, whose {@code *} and {@code ?} are looked for as they are
     */
    public static PlateMask of(String plate) {
        if (plate.replaceAll("[*?]", "").length() < LETTERS_MIN) {
            return new PlateMask(Pattern.compile("(?!)"));
        }
        var spelled =
                plate.codePoints()
                        .mapToObj(Character::toString)
                        .map(Pattern::quote)
                        .collect(Collectors.joining(BETWEEN));
        return new PlateMask(
                Pattern.compile(spelled, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
    }

    /** The text with the word in the plate's place. */
    public String in(String text) {
        return spelled.matcher(text).replaceAll(WORD);
    }
}
