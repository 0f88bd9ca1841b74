package io.alpr.archive.audit;

/** Texts that a database and a terminal take as they are, and of which the bytes are certain. */
final class Legible {
    private Legible() {}

    /**
     * @throws IllegalArgumentException when it is longer than {@code max} UTF-16 units, or holds
     *     control characters or half a surrogate pair
     */
    static void demand(String what, String text, int max) {
        if (text.length() > max) {
            throw new IllegalArgumentException(
                    "%s must be at most %d characters, got %d: shorten it"
                            .formatted(what, max, text.length()));
        }
        if (!text.codePoints().allMatch(Legible::isLegible)) {
            throw new IllegalArgumentException(
                    what + " must have no control characters and be well-formed: take them out");
        }
    }

    /** The text without what {@link #demand} refuses, cut where it is too long. */
    static String of(String text, int max) {
        var legible = new StringBuilder();
        text.codePoints()
                .map(point -> isLegible(point) ? point : ' ')
                .takeWhile(point -> legible.length() + Character.charCount(point) <= max)
                .forEach(legible::appendCodePoint);
        return legible.toString();
    }

    private static boolean isLegible(int point) {
        return !Character.isISOControl(point)
                && (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE);
    }
}
