package io.alpr.events;

/**
 * A plate with wildcards: {@code *} for any characters, none too, and {@code ?} for one. Matches in
 * time linear in the length of either for patterns without {@code *}, and at most their product
 * otherwise, whatever the pattern: no regular expression is made of what users type. Immutable.
 *
 * @param pattern of A-Z, 0-9, {@code *} and {@code ?}, 1 to {@value #LENGTH_MAX} characters
 */
public record PlatePattern(String pattern) {
    /** Characters of the longest pattern. */
    public static final int LENGTH_MAX = 20;

    /** What {@link #isPattern} demands, for people. */
    public static final String RULE = "must have 1 to 20 of A-Z, 0-9, * and ?";

    public PlatePattern {
        if (!isPattern(pattern)) {
            throw new IllegalArgumentException("plate " + RULE + ", got: '" + pattern + "'");
        }
    }

    /** Whether a text can be a pattern. */
    public static boolean isPattern(String text) {
        return !text.isEmpty()
                && text.length() <= LENGTH_MAX
                && text.chars().allMatch(PlatePattern::isAllowed);
    }

    private static boolean isAllowed(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '*' || c == '?';
    }

    /**
     * Whether all of a plate is as the pattern says: a mismatch goes back to the last {@code *}
     * alone and lets it take one character more.
     */
    public boolean matches(String plate) {
        int at = 0;
        int sign = 0;
        int star = -1;
        int afterStar = 0;
        while (at < plate.length()) {
            if (sign < pattern.length() && pattern.charAt(sign) == '*') {
                star = sign++;
                afterStar = at;
            } else if (sign < pattern.length() && fits(pattern.charAt(sign), plate.charAt(at))) {
                sign++;
                at++;
            } else if (star >= 0) {
                sign = star + 1;
                at = ++afterStar;
            } else {
                return false;
            }
        }
        while (sign < pattern.length() && pattern.charAt(sign) == '*') {
            sign++;
        }
        return sign == pattern.length();
    }

    private static boolean fits(char sign, char character) {
        return sign == '?' || sign == character;
    }
}
