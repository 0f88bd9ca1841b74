package io.alpr.pilot.area;

/**
 * Direction by size: a plate whose width has grown by {@value #CLEARLY} times over its pass is
 * {@code approaching}, one that has shrunk as much is {@code receding}, any other has no direction.
 */
public record Growth() implements DirectionRule {
    /** How many times wider or narrower a plate must become; boxes are rough to a tenth or so. */
    private static final double CLEARLY = 1.3;

    /**
     * The direction by two widths.
     *
     * @param first width at the beginning of the pass, pixels, more than 0
     * @param last width at its end, pixels, more than 0
     * @return {@code approaching}, {@code receding} or empty
     */
    public String direction(double first, double last) {
        if (last >= CLEARLY * first) {
            return "approaching";
        }
        return first >= CLEARLY * last ? "receding" : "";
    }
}
