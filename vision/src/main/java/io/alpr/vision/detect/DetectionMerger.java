package io.alpr.vision.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Joins the boxes that several scales, strides and tiles give of one picture, so that one plate is
 * one box. Overlap alone does not do that: half of a plate and the whole plate overlap by less than
 * two plates of neighbours may. Three rules, in this order:
 *
 * <ol>
 *   <li>two pieces of one line that overlap are one box, the hull of both;
 *   <li>of a box and another that lies within it the larger stays, if it is nearly as sure and the
 *       other takes up a good part of it; otherwise the surer one;
 *   <li>boxes that overlap by more than a limit are one, the surer one (greedy non-maximum
 *       suppression).
 * </ol>
 *
 * Stateless but for its limit.
 *
 * @param iouMax intersection over union above which the weaker of two boxes goes, 0 to 1
 */
record DetectionMerger(double iouMax) {
    /** Share of a box that lies within another from which on it counts as a part of that. */
    private static final double WITHIN = 0.75;

    /**
     * Of a part's score: what a box that holds it needs to be the plate, or another to be its other
     * half.
     */
    private static final double NEARLY_AS_SURE = 0.75;

    /** Share of a larger box that its parts take up at least: a vehicle is no plate. */
    private static final double PART_MIN = 0.2;

    /** Share of the lower one's height that two pieces of one line have in common. */
    private static final double SAME_LINE = 0.75;

    /** Share of the smaller piece's area that the two have in common. */
    private static final double PIECES_SHARE = 0.08;

    /** Width over height of the longest plates, with room for a box that is not exact. */
    private static final double ASPECT_MAX = 6.5;

    /** The boxes that are left, best first; of equal scores the one that came first. */
    List<Candidate> merged(List<Candidate> candidates) {
        var kept = new ArrayList<Candidate>();
        for (var candidate : bestFirst(candidates)) {
            add(kept, candidate);
        }
        return bestFirst(kept);
    }

    private void add(List<Candidate> kept, Candidate added) {
        var candidate = added;
        for (int i = 0; i < kept.size(); i++) {
            var better = kept.get(i);
            if (holds(candidate, better) && isFuller(candidate, better)) {
                // Its parts go; it has their score, since they were seen as well.
                kept.remove(i--);
                candidate = scored(candidate, Math.max(candidate.score(), better.score()));
            } else if (better.iou(candidate) > iouMax
                    || holds(better, candidate)
                    || holds(candidate, better)) {
                return;
            } else if (arePieces(better, candidate)) {
                kept.remove(i);
                candidate = hull(better, candidate);
                // It may hold now what it did not before.
                i = -1;
            }
        }
        kept.add(candidate);
    }

    private static boolean holds(Candidate larger, Candidate part) {
        return larger.area() > part.area() && larger.shared(part) >= WITHIN * part.area();
    }

    private static boolean isFuller(Candidate larger, Candidate part) {
        return larger.score() >= NEARLY_AS_SURE * part.score()
                && part.area() >= PART_MIN * larger.area()
                && larger.width() <= ASPECT_MAX * larger.height();
    }

    private static boolean arePieces(Candidate a, Candidate b) {
        double common = Math.min(a.bottom(), b.bottom()) - Math.max(a.top(), b.top());
        double lower = Math.min(a.height(), b.height());
        double higher = Math.max(a.height(), b.height());
        return Math.min(a.score(), b.score()) >= NEARLY_AS_SURE * Math.max(a.score(), b.score())
                && common >= SAME_LINE * lower
                && lower >= SAME_LINE * higher
                && a.shared(b) >= PIECES_SHARE * Math.min(a.area(), b.area())
                && hull(a, b).width() <= ASPECT_MAX * hull(a, b).height();
    }

    private static Candidate hull(Candidate a, Candidate b) {
        return new Candidate(
                Math.min(a.left(), b.left()),
                Math.min(a.top(), b.top()),
                Math.max(a.right(), b.right()),
                Math.max(a.bottom(), b.bottom()),
                Math.max(a.score(), b.score()));
    }

    private static Candidate scored(Candidate box, double score) {
        return new Candidate(box.left(), box.top(), box.right(), box.bottom(), score);
    }

    private static List<Candidate> bestFirst(List<Candidate> all) {
        var sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparingDouble(Candidate::score).reversed());
        return sorted;
    }
}
