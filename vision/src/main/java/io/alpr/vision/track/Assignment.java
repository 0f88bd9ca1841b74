package io.alpr.vision.track;

import java.util.Arrays;

/**
 * Pairs rows with columns so that the sum of gains is largest.
 *
 * <p>Shortest augmenting paths with potentials (Jonker and Volgenant, Computing 38, 1987), O(n^3).
 * A pair without gain is never made: a row or column may stay alone. Stateless.
 */
final class Assignment {
    /** In the answer: the row stays alone. */
    static final int ALONE = -1;

    private Assignment() {}

    /**
     * @param gain one array a row, all of the same length; positive where the pair may be made, 0
     *     or less where it may not
     * @return for each row its column or {@link #ALONE}
     */
    static int[] best(double[][] gain) {
        int rows = gain.length;
        int columns = rows == 0 ? 0 : gain[0].length;
        int[] columnOfRow = new int[rows];
        Arrays.fill(columnOfRow, ALONE);
        if (columns == 0) {
            return columnOfRow;
        }
        int[] rowOfColumn = solve(gain, rows, columns);
        for (int column = 1; column <= columns; column++) {
            int row = rowOfColumn[column] - 1;
            if (row >= 0 && gain[row][column - 1] > 0) {
                columnOfRow[row] = column - 1;
            }
        }
        return columnOfRow;
    }

    /** Adds the rows one by one; row and column 0 are the path's start, all else counts from 1. */
    private static int[] solve(double[][] gain, int rows, int columns) {
        // One idle column for each row lets every row stay alone at no cost.
        int wide = columns + rows;
        var rowPotential = new double[rows + 1];
        var columnPotential = new double[wide + 1];
        var rowOfColumn = new int[wide + 1];
        var previous = new int[wide + 1];
        for (int row = 1; row <= rows; row++) {
            rowOfColumn[0] = row;
            var shortest = new double[wide + 1];
            Arrays.fill(shortest, Double.POSITIVE_INFINITY);
            var done = new boolean[wide + 1];
            int at = 0;
            do {
                done[at] = true;
                int from = rowOfColumn[at];
                double step = Double.POSITIVE_INFINITY;
                int next = 0;
                for (int column = 1; column <= wide; column++) {
                    if (done[column]) {
                        continue;
                    }
                    double reduced =
                            cost(gain, from, column, columns)
                                    - rowPotential[from]
                                    - columnPotential[column];
                    if (reduced < shortest[column]) {
                        shortest[column] = reduced;
                        previous[column] = at;
                    }
                    if (shortest[column] < step) {
                        step = shortest[column];
                        next = column;
                    }
                }
                for (int column = 0; column <= wide; column++) {
                    if (done[column]) {
                        rowPotential[rowOfColumn[column]] += step;
                        columnPotential[column] -= step;
                    } else {
                        shortest[column] -= step;
                    }
                }
                at = next;
            } while (rowOfColumn[at] != 0);
            flip(rowOfColumn, previous, at);
        }
        return rowOfColumn;
    }

    private static void flip(int[] rowOfColumn, int[] previous, int end) {
        int at = end;
        while (at != 0) {
            int before = previous[at];
            rowOfColumn[at] = rowOfColumn[before];
            at = before;
        }
    }

    private static double cost(double[][] gain, int row, int column, int columns) {
        return column > columns ? 0 : -Math.max(0, gain[row - 1][column - 1]);
    }
}
