package io.alpr.vision.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * From text lines to plates: which line can be the characters of a plate, and how much larger than
 * the line the plate is.
 *
 * <p>Long lines (European plates, width over height of about 5) nearly fill their plate; short ones
 * (American plates) leave room above and below for the state's name.
 *
 * @param aspectMin lowest width over height of a line
 * @param aspectMax highest width over height of a line
 * @param heightMin lowest height of a line, pixels of the picture
 */
record PlateShape(double aspectMin, double aspectMax, double heightMin) {
    static final PlateShape FITTED = new PlateShape(1.3, 9, 6);

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
        double wide = Math.clamp((aspect - 3) / 2, 0, 1);
        double dx = line.width() * 0.03;
        double dy = line.height() * (0.25 * (1 - wide) + 0.05 * wide);
        return new Candidate(
                line.left() - dx,
                line.top() - dy,
                line.right() + dx,
                line.bottom() + dy,
                line.score());
    }
}
