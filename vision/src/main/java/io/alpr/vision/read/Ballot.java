package io.alpr.vision.read;

/**
 * All reads of a track that had the same text. Sums are whole millionths, because whole numbers add
 * up to the same in any order. Immutable.
 *
 * @param text what they read
 * @param reads how many
 * @param weight sum of their weights, millionths
 * @param votes for each character the sum of weight times score, millionths
 */
record Ballot(String text, int reads, long weight, long[] votes) {
    /** Units of one whole vote. */
    static final double UNITS = 1_000_000;

    static Ballot of(PlateReading.Legible reading, double weight) {
        var votes = new long[reading.text().length()];
        for (int i = 0; i < votes.length; i++) {
            votes[i] = Math.round(reading.scores().get(i) * weight * UNITS);
        }
        return new Ballot(reading.text(), 1, Math.round(weight * UNITS), votes);
    }

    Ballot plus(Ballot other) {
        var sums = new long[votes.length];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = votes[i] + other.votes[i];
        }
        return new Ballot(text, reads + other.reads, weight + other.weight, sums);
    }

    /** Mean of the votes over the characters, millionths: weight times confidence. */
    long strength() {
        long sum = 0;
        for (long vote : votes) {
            sum += vote;
        }
        return sum / votes.length;
    }
}
