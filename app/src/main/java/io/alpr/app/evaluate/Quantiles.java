package io.alpr.app.evaluate;

import java.util.Collection;

/** Where a share of measured values ends. Stateless. */
public final class Quantiles {
    private Quantiles() {}

    /**
     * The smallest of the values that so many of them do not exceed (nearest rank).
     *
     * @param share more than 0, at most 1: 0.5 for the median
     * @return 0 where there are no values
     */
    public static double of(Collection<Double> values, double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "a quantile's share must be more than 0 and at most 1, got: " + share);
        }
        var sorted = values.stream().sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }
}
