package io.alpr.vision.read;

import java.util.List;

/** What the reader made of one crop. */
public sealed interface PlateReading permits PlateReading.Legible, PlateReading.Illegible {

    /**
     * A plate that could be read.
     *
     * @param text the plate's characters, A-Z and 0-9, at least one
     * @param scores one for each character of {@code text}, 0 to 1
     * @param region country or state code of the plate, e.g. {@code US-FL} or {@code EU}; {@link
     *     #UNKNOWN_REGION} when the model does not say
     * @param spots where each character was seen, none where the model does not say
     */
    record Legible(String text, List<Double> scores, String region, List<Spot> spots)
            implements PlateReading {
        public Legible {
            scores = List.copyOf(scores);
            spots = List.copyOf(spots);
            if (!spots.isEmpty() && spots.size() != text.length()) {
                throw new IllegalArgumentException(
                        "Reading '%s' needs one spot a character or none, got: %d"
                                .formatted(text, spots.size()));
            }
            if (text.isEmpty() || scores.size() != text.length()) {
                throw new IllegalArgumentException(
                        "Reading '%s' needs one score a character, got: %d"
                                .formatted(text, scores.size()));
            }
            if (!text.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))) {
                throw new IllegalArgumentException(
                        "Reading must be of A-Z and 0-9, got: '" + text + "'");
            }
            if (!scores.stream().allMatch(s -> s >= 0 && s <= 1)) {
                throw new IllegalArgumentException(
                        "Scores of '%s' must be 0 to 1, got: %s".formatted(text, scores));
            }
        }

        /** Of a model that does not say where it saw the characters. */
        public Legible(String text, List<Double> scores, String region) {
            this(text, scores, region, List.of());
        }

        /** The same reading with its spots, if there is one for each character. */
        public Legible at(List<Spot> seen) {
            return seen.size() == text.length() ? new Legible(text, scores, region, seen) : this;
        }

        /**
         * The same reading, as sure as that at most: each of its characters is less sure in
         * proportion.
         *
         * @param most highest confidence, above 0, to 1
         */
        public Legible atMost(double most) {
            double sure = confidence();
            double factor = sure > most ? Math.pow(most / sure, 1.0 / scores.size()) : 1;
            return new Legible(
                    text, scores.stream().map(score -> score * factor).toList(), region, spots);
        }

        /**
         * How likely every character is right, 0 to 1: the product of their scores, so that one
         * doubtful character makes the whole reading doubtful.
         */
        public double confidence() {
            return scores.stream().reduce(1.0, (a, b) -> a * b);
        }
    }

    /**
     * Nothing that can be called a plate.
     *
     * @param refusal why
     * @param guess the letters and digits that were refused, A-Z and 0-9, for people who look into
     *     it; empty where there are none. It never counts as a read.
     * @param score mean of the scores of their characters, 0 to 1
     */
    record Illegible(Refusal refusal, String guess, double score) implements PlateReading {
        /** Nothing to guess at. */
        public Illegible(Refusal refusal) {
            this(refusal, "", 0);
        }
    }

    /**
     * Why a crop gave no reading; the lower-case name is the value of the metric label {@code
     * reason}.
     */
    enum Refusal {
        /** Fewer pixels than the reader can use. */
        TOO_SMALL,
        /** The model saw no characters. */
        NO_TEXT,
        /**
         * Characters, but not such as a plate has (too few, too many, only one kind where the
         * grammar wants both).
         */
        GRAMMAR,
        /** Read with too little confidence to be worth a vote. */
        UNCERTAIN,
        /** The picture's edge may cut the plate off, so that the text may not be all of it. */
        TRUNCATED
    }

    /** The region of a reading whose model does not tell regions apart. */
    String UNKNOWN_REGION = "UNKNOWN";
}
