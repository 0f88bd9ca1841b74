package io.alpr.archive.read;

/**
 * Characters that people and machines take for one another are one, as the column {@code folded} of
 * the table of plates has it: 0 O Q D, 1 I L, 8 B, 5 S, 2 Z, 6 G.
 */
final class Folding {
    private static final String FROM = "OQDILBSZG";
    private static final String TO = "000118526";

    /** All that a folded plate is made of. */
    static final String ALPHABET = "0123456789ACEFHJKMNPRTUVWXY";

    /** By character, since thousands are folded for each question. */
    private static final char[] FOLDED = new char[128];

    static {
        for (char c = 0; c < FOLDED.length; c++) {
            int at = FROM.indexOf(c);
            FOLDED[c] = at < 0 ? c : TO.charAt(at);
        }
    }

    private Folding() {}

    static char of(char c) {
        return c < FOLDED.length ? FOLDED[c] : c;
    }

    static String of(String text) {
        var folded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            folded.append(of(text.charAt(i)));
        }
        return folded.toString();
    }
}
