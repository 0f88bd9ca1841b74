package io.alpr.vision.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * From text lines to plates: which line can be the characters of a plate, and how much larger than
 * the line the plate is.
 *
 * <p>The growth was fitted on 379 labelled pictures of the training data (American, European and
 * mixed): the median distance from the line's edge to the plate's, in heights of the line, for
 * lines of several widths over heights. Short lines (American plates) leave room above and below
 * for the state's name, long ones (European plates) room at the left for the country.
 *
 * @param aspectMin lowest width over height of a line
 * @param aspectMax highest width over height of a line
 * @param heightMin lowest height of a line, pixels of the picture
 */
record PlateShape(double aspectMin, double aspectMax, double heightMin) {
    static final PlateShape FITTED = new PlateShape(1.3, 6.5, 6);

    private static final double[] ASPECTS = {1.5, 1.95, 2.35, 2.8, 3.2, 4.0, 4.8};
    private static final double[] SIDEWAYS = {0.14, 0.20, 0.10, 0.12, 0.11, 0.18, 0.28};
    private static final double[] UPWARDS = {0.22, 0.18, 0.16, 0.00, 0.00, 0.06, 0.17};

    /** Share of the smaller of two plates that may be covered by a better one. */
    private static final double COVERED_MAX = 0.4;

    /**
     * The plates, best first, overlaps merged.
     *
     * @param lines text lines in pixels of the picture
     */
    List<Candidate> plates(List<Candidate> lines) {
        var sorted = new ArrayList<>(lines.stream().filter(this::possible).toList());
        // Of two lines of one plate the larger is its number, the other the state's name.
        sorted.sort(Comparator.comparingDouble(Candidate::area).reversed());
        var kept = new ArrayList<Candidate>();
        for (var line : sorted) {
            var plate = around(line);
            if (kept.stream().noneMatch(larger -> covers(larger, plate))) {
                kept.add(plate);
            }
        }
        kept.sort(Comparator.comparingDouble(Candidate::score).reversed());
        return kept;
    }

    private static boolean covers(Candidate larger, Candidate plate) {
        return larger.shared(plate) > COVERED_MAX * Math.min(larger.area(), plate.area());
    }

    private boolean possible(Candidate line) {
        double aspect = line.width() / line.height();
        return line.height() >= heightMin && aspect >= aspectMin && aspect <= aspectMax;
    }

    /** The plate around a line. */
    Candidate around(Candidate line) {
        double aspect = line.width() / line.height();
        double dx = line.height() * at(aspect, SIDEWAYS);
        double dy = line.height() * at(aspect, UPWARDS);
        return new Candidate(
                line.left() - dx,
                line.top() - dy,
                line.right() + dx,
                line.bottom() + dy,
                line.score());
    }

    /** Linear between the fitted points, constant beyond them. */
    private static double at(double aspect, double[] growth) {
        if (aspect <= ASPECTS[0]) {
            return growth[0];
        }
        for (int i = 1; i < ASPECTS.length; i++) {
            if (aspect <= ASPECTS[i]) {
                double share = (aspect - ASPECTS[i - 1]) / (ASPECTS[i] - ASPECTS[i - 1]);
                return growth[i - 1] + share * (growth[i] - growth[i - 1]);
            }
        }
        return growth[growth.length - 1];
    }
}
