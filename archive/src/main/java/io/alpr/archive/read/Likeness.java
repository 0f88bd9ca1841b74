package io.alpr.archive.read;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How two plates differ: the cheapest way to make one of the other by changing, adding, leaving out
 * and swapping characters, each character touched once (the restricted Damerau-Levenshtein
 * distance, "optimal string alignment"; F. Damerau, CACM 7(3), 1964), where characters that look
 * alike are cheap to change.
 *
 * @param wanted that was looked for
 * @param found that is compared with it
 * @param differences from the beginning; none for the same text
 */
public record Likeness(String wanted, String found, List<Difference> differences) {
    public Likeness {
        differences = List.copyOf(differences);
    }

    /** The cheapest way from one to the other. */
    public static Likeness of(String wanted, String found) {
        return new Likeness(wanted, found, new Table(wanted, found).path());
    }

    /** Sum of {@link Difference.Kind#cost}; 0 for the same text. */
    public double cost() {
        return differences.stream().mapToDouble(difference -> difference.kind().cost()).sum();
    }

    /** 1 for the same text, down to 0 where nothing is alike: 1 - cost over length. */
    public double score() {
        int length = Math.max(1, Math.max(wanted.length(), found.length()));
        return Math.max(0, 1 - cost() / length);
    }

    /**
     * Whether so many changes are enough, where taking a character for one that looks alike is
     * none. The cheapest way may have more of them than another that it is cheaper than.
     */
    public boolean isWithin(int changes) {
        return new Distance(Folding.of(wanted), changes).isNear(found);
    }

    /** For a person: {@code exact}, or each difference. */
    public String reason() {
        return differences.isEmpty()
                ? "exact"
                : String.join(", ", differences.stream().map(Difference::text).toList());
    }

    /** Cost of the first i characters of the one against the first j of the other. */
    private static final class Table {
        private static final double SLACK = 1e-9;

        private final String wanted;
        private final String found;
        private final double[][] cost;

        Table(String wanted, String found) {
            this.wanted = wanted;
            this.found = found;
            this.cost = new double[wanted.length() + 1][found.length() + 1];
            for (int i = 0; i <= wanted.length(); i++) {
                for (int j = 0; j <= found.length(); j++) {
                    cost[i][j] = i == 0 && j == 0 ? 0 : least(i, j);
                }
            }
        }

        private double least(int i, int j) {
            double least = Double.POSITIVE_INFINITY;
            if (i > 0) {
                least = cost[i - 1][j] + Difference.Kind.MISSING.cost();
            }
            if (j > 0) {
                least = Math.min(least, cost[i][j - 1] + Difference.Kind.MORE.cost());
            }
            if (i > 0 && j > 0) {
                least = Math.min(least, cost[i - 1][j - 1] + changed(i, j));
            }
            if (isSwapped(i, j)) {
                least = Math.min(least, cost[i - 2][j - 2] + Difference.Kind.SWAPPED.cost());
            }
            return least;
        }

        private double changed(int i, int j) {
            char a = wanted.charAt(i - 1);
            char b = found.charAt(j - 1);
            if (a == b) {
                return 0;
            }
            return Folding.of(a) == Folding.of(b)
                    ? Difference.Kind.CONFUSED.cost()
                    : Difference.Kind.OTHER.cost();
        }

        private boolean isSwapped(int i, int j) {
            return i > 1
                    && j > 1
                    && wanted.charAt(i - 1) == found.charAt(j - 2)
                    && wanted.charAt(i - 2) == found.charAt(j - 1)
                    && wanted.charAt(i - 1) != wanted.charAt(i - 2);
        }

        /** Back from the end, preferring what keeps characters in their places. */
        List<Difference> path() {
            var path = new ArrayList<Difference>();
            int i = wanted.length();
            int j = found.length();
            while (i > 0 || j > 0) {
                if (i > 0 && j > 0 && comesFrom(i, j, cost[i - 1][j - 1] + changed(i, j))) {
                    addChange(path, i, j);
                    i--;
                    j--;
                } else if (isSwapped(i, j) && comesFrom(i, j, cost[i - 2][j - 2] + 1)) {
                    path.add(difference(Difference.Kind.SWAPPED, i - 2, i, j - 2, j));
                    i -= 2;
                    j -= 2;
                } else if (j > 0 && comesFrom(i, j, cost[i][j - 1] + 1)) {
                    path.add(
                            new Difference(Difference.Kind.MORE, i, "", found.substring(j - 1, j)));
                    j--;
                } else {
                    path.add(difference(Difference.Kind.MISSING, i - 1, i, j, j));
                    i--;
                }
            }
            Collections.reverse(path);
            return path;
        }

        private boolean comesFrom(int i, int j, double from) {
            return Math.abs(cost[i][j] - from) < SLACK;
        }

        private void addChange(List<Difference> path, int i, int j) {
            double change = changed(i, j);
            if (change > 0) {
                var kind = change < 1 ? Difference.Kind.CONFUSED : Difference.Kind.OTHER;
                path.add(difference(kind, i - 1, i, j - 1, j));
            }
        }

        private Difference difference(Difference.Kind kind, int from, int to, int begin, int end) {
            return new Difference(
                    kind, from + 1, wanted.substring(from, to), found.substring(begin, end));
        }
    }
}
