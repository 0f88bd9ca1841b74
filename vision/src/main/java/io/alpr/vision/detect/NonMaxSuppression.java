package io.alpr.vision.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Greedy non-maximum suppression: best first, a box that overlaps a kept one by more than a limit
 * is dropped.
 */
final class NonMaxSuppression {
    private NonMaxSuppression() {}

    /**
     * The boxes kept, best first; of equal scores the one that came first.
     *
     * @param iouMax intersection over union above which the weaker of two boxes goes, 0 to 1
     */
    static List<Candidate> keep(List<Candidate> candidates, double iouMax) {
        var sorted = new ArrayList<>(candidates);
        sorted.sort(Comparator.comparingDouble(Candidate::score).reversed());
        var kept = new ArrayList<Candidate>();
        for (var candidate : sorted) {
            if (kept.stream().noneMatch(better -> better.iou(candidate) > iouMax)) {
                kept.add(candidate);
            }
        }
        return kept;
    }
}
