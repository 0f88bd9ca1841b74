package io.alpr.archive.read;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Texts that are near another, each change as of {@link Likeness}. */
final class Neighbours {
    private Neighbours() {}

    /**
     * The text itself and all that one change makes of it: a character other, more, less, or two
     * that stand side by side swapped.
     *
     * @param text of {@link Folding#ALPHABET}
     */
    static Set<String> of(String text) {
        var found = new TreeSet<String>();
        found.add(text);
        for (int i = 0; i <= text.length(); i++) {
            var before = text.substring(0, i);
            var after = text.substring(i);
            for (char c : Folding.ALPHABET.toCharArray()) {
                found.add(before + c + after);
                if (!after.isEmpty()) {
                    found.add(before + c + after.substring(1));
                }
            }
            if (!after.isEmpty()) {
                found.add(before + after.substring(1));
            }
            if (after.length() > 1) {
                found.add(before + after.charAt(1) + after.charAt(0) + after.substring(2));
            }
        }
        return found;
    }

    /**
     * How every text begins that is two changes away, with one of them at most in the first part.
     * None is shorter than the first part, since a short beginning is that of many: where one
     * character less stands there, it goes on as the second part does, which has one change at
     * most.
     *
     * @param text of {@link Folding#ALPHABET}
     * @param first length of the first part; the second has two characters or more
     */
    static String[] beginnings(String text, int first) {
        char next = text.charAt(first);
        char second = text.charAt(first + 1);
        var found = new TreeSet<String>();
        for (var near : of(text.substring(0, first))) {
            if (near.length() >= first) {
                found.add(near);
                continue;
            }
            found.add(near + next);
            found.add(near + second);
            for (char c : Folding.ALPHABET.toCharArray()) {
                found.add(near + c + next);
                found.add(near + c + second);
            }
        }
        return shortest(found);
    }

    /**
     * How those end that have both changes in the first part, read backwards: as the second part,
     * or as it where the two characters in the middle are swapped.
     *
     * @param text of {@link Folding#ALPHABET}
     * @param first length of the first part
     */
    static String[] endings(String text, int first) {
        var ending = text.substring(first);
        var swapped = text.charAt(first - 1) + ending.substring(1);
        return shortest(new TreeSet<>(List.of(backwards(ending), backwards(swapped))));
    }

    private static String backwards(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    /** Without those that begin with another one: its range has theirs. */
    private static String[] shortest(Set<String> prefixes) {
        return prefixes.stream()
                .filter(
                        prefix ->
                                IntStream.range(1, prefix.length())
                                        .noneMatch(i -> prefixes.contains(prefix.substring(0, i))))
                .toArray(String[]::new);
    }
}
