package io.alpr.vision.read;

/** What a model says of one slot that is not empty. */
record SlotScores(Kind digit, Kind letter) {
    /**
     * What it says of digits, or of letters.
     *
     * @param best the likeliest of them
     * @param score probability that the slot holds this one
     * @param sum probability that it holds any of them
     */
    record Kind(char best, double score, double sum) {
        /** The best one's probability, were the slot known to hold one of this kind. */
        double ofKind() {
            return sum > 0 ? score / sum : 0;
        }
    }

    /** Probability that there is a character at all. */
    double written() {
        return digit.sum() + letter.sum();
    }

    /** Probability that it is a digit, if it is a character; 0 to 1. */
    double digitShare() {
        return digit.sum() / written();
    }
}
