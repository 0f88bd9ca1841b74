package io.alpr.vision.read;

import java.util.List;

/**
 * What all the reads of one track say together.
 *
 * @param text the plate's characters, A-Z and 0-9; each was read at its place by at least one read
 * @param scores one for each character, 0 to 1: the weighted score of the reads that had it, where
 *     a read with another character there counts as 0
 * @param confidence mean of the scores, 0 to 1
 * @param region region code with the most votes, {@link PlateReading#UNKNOWN_REGION} if none had
 *     one
 * @param reads reads that were added, at least 1
 * @param agreeing how many of them say exactly {@code text}; 0 where the verdict was put together
 *     from reads that each had a mistake
 * @param candidates other texts that were read, likeliest first, at most {@link
 *     Consensus#CANDIDATES_MAX}
 */
public record Verdict(
        String text,
        List<Double> scores,
        double confidence,
        String region,
        int reads,
        int agreeing,
        List<Candidate> candidates) {
    public Verdict {
        scores = List.copyOf(scores);
        candidates = List.copyOf(candidates);
        if (text.isEmpty() || scores.size() != text.length()) {
            throw new IllegalArgumentException(
                    "Verdict '%s' needs one score a character, got: %d"
                            .formatted(text, scores.size()));
        }
    }

    /**
     * Whether another text may be the same plate read wrong: at least half of its characters are in
     * their places, or it is a part of this text, as of a plate that is half hidden.
     */
    public boolean couldBe(String other) {
        int longer = Math.max(text.length(), other.length());
        return text.contains(other) || 2 * Alignment.distance(other, text) <= longer;
    }
}
