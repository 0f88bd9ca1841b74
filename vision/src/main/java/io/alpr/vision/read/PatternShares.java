package io.alpr.vision.read;

import java.util.Map;

/** How common patterns of letters and digits are. */
@FunctionalInterface
interface PatternShares {
    /**
     * A pattern's share among those of its length, above 0 to 1.
     *
     * @param regions the probability of each region, by code
     * @param pattern of {@link Patterns#LETTER} and {@link Patterns#DIGIT}
     */
    double share(Map<String, Double> regions, String pattern);
}
