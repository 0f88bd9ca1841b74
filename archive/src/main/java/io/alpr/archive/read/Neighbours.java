package io.alpr.archive.read;

import java.util.Set;
import java.util.TreeSet;

/** Texts that are one change away from another, each change as of {@link Likeness}. */
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
}
