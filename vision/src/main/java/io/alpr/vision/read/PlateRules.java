package io.alpr.vision.read;

import io.alpr.vision.read.PlateReading.Illegible;
import io.alpr.vision.read.PlateReading.Legible;
import io.alpr.vision.read.PlateReading.Refusal;

/**
 * What may be called a plate, of all that a recogniser reads.
 *
 * @param lengthMin fewest characters
 * @param lengthMax most characters
 * @param confidenceMin lowest mean score, 0 to 1
 * @param wordConfidenceMin lowest mean score of a text without a digit, 0 to 1: a vanity plate is
 *     sharp and whole, a word on a sign is read as often
 */
record PlateRules(int lengthMin, int lengthMax, double confidenceMin, double wordConfidenceMin) {
    /** For models that read any text. */
    static final PlateRules ANY_TEXT = new PlateRules(3, 10, 0.5, 0.97);

    /** For models trained on plates alone. */
    static PlateRules platesOnly(double confidenceMin) {
        return new PlateRules(2, 12, confidenceMin, confidenceMin);
    }

    /** The reading of a text of letters and digits. */
    PlateReading judge(ReadText text) {
        if (text.text().isEmpty()) {
            return new Illegible(Refusal.NO_TEXT);
        }
        if (text.text().length() < lengthMin || text.text().length() > lengthMax) {
            return new Illegible(Refusal.GRAMMAR);
        }
        if (text.confidence() < confidenceMin) {
            return new Illegible(Refusal.UNCERTAIN);
        }
        boolean word = text.text().chars().noneMatch(c -> c >= '0' && c <= '9');
        if (word && text.confidence() < wordConfidenceMin) {
            return new Illegible(Refusal.GRAMMAR);
        }
        return new Legible(text.text(), text.scores(), PlateReading.UNKNOWN_REGION);
    }
}
