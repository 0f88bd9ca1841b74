package io.alpr.vision.read;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Whether each place of a plate holds a letter or a digit, where the picture leaves it open: a 2
 * and a Z may look alike, but few plates read letter, digit, letter, four digits. Places are
 * weighed together, over every pattern that the picture allows. For one plate and one thread.
 */
final class KindChoice {
    /** A kind less likely than this is out of the question. */
    private static final double OPEN = 1e-4;

    /**
     * Power of a pattern's share: 1 were a whole witness, 0 none; chosen in docs/models/README.md.
     */
    private static final double HINT = 0.5;

    private final List<SlotScores> slots;
    private final ToDoubleFunction<String> shares;
    private final char[] pattern;
    private final double[] digits;
    private final double[] letters;

    private KindChoice(List<SlotScores> slots, ToDoubleFunction<String> shares) {
        this.slots = slots;
        this.shares = shares;
        this.pattern = new char[slots.size()];
        this.digits = new double[slots.size()];
        this.letters = new double[slots.size()];
    }

    /**
     * The likeliest characters, and how likely each is.
     *
     * @param shares how common a pattern is, above 0 to 1
     */
    static ReadText text(List<SlotScores> slots, ToDoubleFunction<String> shares) {
        var choice = new KindChoice(slots, shares);
        choice.weigh(0, 1);
        var text = new StringBuilder();
        var scores = new ArrayList<Double>();
        for (int place = 0; place < slots.size(); place++) {
            choice.add(place, text, scores);
        }
        return new ReadText(text.toString(), scores);
    }

    /** Every pattern from a place on; returns the sum of their likelihoods. */
    private double weigh(int place, double likelihood) {
        if (place == pattern.length) {
            return likelihood * Math.pow(shares.applyAsDouble(new String(pattern)), HINT);
        }
        double digit = slots.get(place).digitShare();
        double withDigit = kind(place, Patterns.DIGIT, digit, likelihood);
        double withLetter = kind(place, Patterns.LETTER, 1 - digit, likelihood);
        digits[place] += withDigit;
        letters[place] += withLetter;
        return withDigit + withLetter;
    }

    private double kind(int place, char kind, double share, double likelihood) {
        if (share < OPEN) {
            return 0;
        }
        pattern[place] = kind;
        return weigh(place + 1, likelihood * share);
    }

    private void add(int place, StringBuilder text, List<Double> scores) {
        var slot = slots.get(place);
        double digit = digits[place] * slot.digit().ofKind();
        double letter = letters[place] * slot.letter().ofKind();
        text.append(digit >= letter ? slot.digit().best() : slot.letter().best());
        double share = Math.max(digit, letter) / (digits[place] + letters[place]);
        scores.add(Math.clamp(share * slot.written(), 0.0, 1.0));
    }
}
