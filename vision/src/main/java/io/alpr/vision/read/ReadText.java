package io.alpr.vision.read;

import java.util.ArrayList;
import java.util.List;

/**
 * Characters as a model gives them, before it is decided whether they are a plate.
 *
 * @param text any characters
 * @param scores one for each UTF-16 unit of {@code text}, 0 to 1
 */
record ReadText(String text, List<Double> scores) {
    ReadText {
        scores = List.copyOf(scores);
    }

    /** Letters in upper case and digits alone; all other characters go. */
    ReadText alphanumerics() {
        var kept = new StringBuilder();
        var keptScores = new ArrayList<Double>();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char upper = c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c;
            if ((upper >= 'A' && upper <= 'Z') || (upper >= '0' && upper <= '9')) {
                kept.append(upper);
                keptScores.add(scores.get(i));
            }
        }
        return new ReadText(kept.toString(), keptScores);
    }

    /** Mean of the scores, 0 for no characters. */
    double meanScore() {
        return scores.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }
}
