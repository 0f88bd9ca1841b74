package io.alpr.archive.read;

/**
 * Whether texts are near another by the restricted Damerau-Levenshtein distance ("optimal string
 * alignment"): changes, additions, omissions and swaps of neighbours that make one text of another,
 * each character touched once. Thousands are measured for each question, so that its rows are kept
 * and it gives up as soon as a text is too far away. For one thread.
 */
final class Distance {
    private final char[] wanted;
    private final int most;

    /** Rows of the table of distances between beginnings: three are enough. */
    private int[] before;

    private int[] last;
    private int[] row;

    /**
     * @param wanted of {@link Folding#ALPHABET}
     * @param most distance at which a text is near, at least 0
     */
    Distance(String wanted, int most) {
        this.wanted = wanted.toCharArray();
        this.most = most;
        this.before = new int[wanted.length() + 1];
        this.last = new int[wanted.length() + 1];
        this.row = new int[wanted.length() + 1];
    }

    /**
     * Whether a text is near, folded as {@link Folding} does.
     *
     * @param text as it was read
     */
    boolean isNear(String text) {
        if (Math.abs(text.length() - wanted.length) > most) {
            return false;
        }
        for (int j = 0; j <= wanted.length; j++) {
            last[j] = j;
        }
        int leastBefore = 0;
        char previous = 0;
        for (int i = 1; i <= text.length(); i++) {
            char c = Folding.of(text.charAt(i - 1));
            int least = next(i, c, previous);
            if (least > most && leastBefore > most) {
                // All ways to the end go through one of these rows.
                return false;
            }
            leastBefore = least;
            previous = c;
            var oldest = before;
            before = last;
            last = row;
            row = oldest;
        }
        return last[wanted.length] <= most;
    }

    /**
     * Fills the row of the text's i-th character.
     *
     * @return least distance in it
     */
    private int next(int i, char c, char previous) {
        row[0] = i;
        int least = i;
        for (int j = 1; j <= wanted.length; j++) {
            int same = c == wanted[j - 1] ? 0 : 1;
            int distance = Math.min(last[j - 1] + same, Math.min(last[j], row[j - 1]) + 1);
            boolean swapped = i > 1 && j > 1 && c == wanted[j - 2] && previous == wanted[j - 1];
            row[j] = swapped ? Math.min(distance, before[j - 2] + 1) : distance;
            least = Math.min(least, row[j]);
        }
        return least;
    }
}
