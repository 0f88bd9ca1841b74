package io.alpr.vision;

import java.util.List;

/** How far a reading is from the truth, in characters. Stateless and thread-safe. */
public final class EditDistance {
    private EditDistance() {}

    /**
     * The fewest characters to insert, delete or replace that turn one text into the other
     * (Levenshtein 1966), by dynamic programming over one row.
     */
    public static int between(String first, String second) {
        int[] row = new int[second.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= first.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (first.charAt(i - 1) == second.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[second.length()];
    }

    /**
     * A true text and what was read of it.
     *
     * @param truth what stands there
     * @param read what was read; empty for nothing
     */
    public record Reading(String truth, String read) {}

    /**
     * Character error rate: the sum of the edit distances over the number of true characters; 0 is
     * perfect, nothing read is 1, and much read that is not there goes above 1.
     *
     * @throws IllegalArgumentException if there are no true characters
     */
    public static double characterErrorRate(List<Reading> readings) {
        long errors = 0;
        long characters = 0;
        for (var reading : readings) {
            errors += between(reading.truth(), reading.read());
            characters += reading.truth().length();
        }
        if (characters == 0) {
            throw new IllegalArgumentException("No true characters to measure readings against");
        }
        return (double) errors / characters;
    }
}
