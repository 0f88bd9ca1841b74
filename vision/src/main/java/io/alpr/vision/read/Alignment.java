package io.alpr.vision.read;

import java.util.Arrays;

/**
 * Lays one text along another with the fewest changed, added and left-out characters (Levenshtein
 * 1966). Stateless.
 */
final class Alignment {
    /** In the answer: nothing stands at that place. */
    static final int NONE = -1;

    private Alignment() {}

    /**
     * For each place of {@code text} the place of {@code reference} it falls on, or {@link #NONE}
     * where the reference has nothing there. Of several equally good ways, the one that keeps
     * characters together as far right as it can.
     */
    static int[] places(String text, String reference) {
        int[][] distance = distances(text, reference);
        var places = new int[text.length()];
        Arrays.fill(places, NONE);
        int i = text.length();
        int j = reference.length();
        while (i > 0 && j > 0) {
            int change = text.charAt(i - 1) == reference.charAt(j - 1) ? 0 : 1;
            if (distance[i][j] == distance[i - 1][j - 1] + change) {
                places[--i] = --j;
            } else if (distance[i][j] == distance[i - 1][j] + 1) {
                i--;
            } else {
                j--;
            }
        }
        return places;
    }

    /** Fewest changes that turn the one into the other. */
    static int distance(String text, String reference) {
        return distances(text, reference)[text.length()][reference.length()];
    }

    private static int[][] distances(String text, String reference) {
        var distance = new int[text.length() + 1][reference.length() + 1];
        for (int i = 0; i <= text.length(); i++) {
            for (int j = 0; j <= reference.length(); j++) {
                distance[i][j] =
                        i == 0 || j == 0 ? i + j : cheapest(distance, text, reference, i, j);
            }
        }
        return distance;
    }

    private static int cheapest(int[][] distance, String text, String reference, int i, int j) {
        int change = text.charAt(i - 1) == reference.charAt(j - 1) ? 0 : 1;
        int aside = Math.min(distance[i - 1][j], distance[i][j - 1]) + 1;
        return Math.min(distance[i - 1][j - 1] + change, aside);
    }
}
