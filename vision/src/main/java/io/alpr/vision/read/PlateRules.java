package io.alpr.vision.read;

import io.alpr.vision.read.PlateReading.Illegible;
import io.alpr.vision.read.PlateReading.Legible;
import io.alpr.vision.read.PlateReading.Refusal;
import java.util.regex.Pattern;

/**
 * What may be called a plate, of all that a recogniser reads.
 *
 * @param lengthMin fewest characters
 * @param lengthMax most characters
 * @param confidenceMin lowest mean score, 0 to 1
 * @param words what a text without a digit must be
 */
record PlateRules(int lengthMin, int lengthMax, double confidenceMin, Words words) {
    private static final Pattern CLOCK =
            Pattern.compile(
                    "\\d\\d:\\d\\d|(19|20)\\d\\d[-/.]?(0[1-9]|1[0-2])[-/.]?([0-2]\\d|3[01])(?!\\d)");

    private static final Pattern FOREIGN = Pattern.compile("[/@&%$]");

    /** For models that read any text. */
    static final PlateRules ANY_TEXT = new PlateRules(3, 10, 0.5, new Words(5, 0.99));

    /**
     * What a text without a digit must be to pass for a vanity plate: the words that stand at roads
     * (EXIT, TAXI, TEXAS, a maker's name) are mostly shorter.
     *
     * @param lengthMin fewest characters
     * @param confidenceMin lowest mean score, 0 to 1
     */
    record Words(int lengthMin, double confidenceMin) {}

    /** For models trained on plates alone. */
    static PlateRules platesOnly(double confidenceMin) {
        return new PlateRules(2, 12, confidenceMin, new Words(2, confidenceMin));
    }

    /** As {@link #judge(ReadText, String)}, of a region that the model does not tell. */
    PlateReading judge(ReadText raw) {
        return judge(raw, PlateReading.UNKNOWN_REGION);
    }

    /** The reading of a text as the model gives it; all but letters and digits goes. */
    PlateReading judge(ReadText raw, String region) {
        var text = raw.alphanumerics();
        int length = text.text().length();
        if (length == 0) {
            return new Illegible(Refusal.NO_TEXT);
        }
        if (length < lengthMin || length > lengthMax || isOtherWriting(raw.text())) {
            return refused(Refusal.GRAMMAR, text);
        }
        if (text.meanScore() < confidenceMin) {
            return refused(Refusal.UNCERTAIN, text);
        }
        boolean word = text.text().chars().noneMatch(c -> c >= '0' && c <= '9');
        if (word && (length < words.lengthMin() || text.meanScore() < words.confidenceMin())) {
            return refused(Refusal.GRAMMAR, text);
        }
        return new Legible(text.text(), text.scores(), region);
    }

    private static Illegible refused(Refusal refusal, ReadText text) {
        return new Illegible(refusal, text.text(), text.meanScore());
    }

    /**
     * Whether a text is the date or the time that a camera writes into its pictures, or holds a
     * sign that plates do not have (fractions and addresses on boards).
     */
    private static boolean isOtherWriting(String raw) {
        return CLOCK.matcher(raw).find() || FOREIGN.matcher(raw).find();
    }
}
