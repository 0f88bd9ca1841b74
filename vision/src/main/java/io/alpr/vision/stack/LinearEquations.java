package io.alpr.vision.stack;

import java.util.Arrays;
import java.util.Optional;

/** A few linear equations, by Gauss's elimination with the largest pivots. Stateless. */
final class LinearEquations {
    /** Of the largest coefficient: below it an equation says what others said. */
    private static final double NOTHING = 1e-9;

    private LinearEquations() {}

    /**
     * The unknowns.
     *
     * @param coefficients a square
     * @param right right sides
     * @return empty where the equations do not tell
     */
    static Optional<double[]> solved(double[][] coefficients, double[] right) {
        int size = right.length;
        var rows = new double[size][];
        double largest = 0;
        for (int i = 0; i < size; i++) {
            rows[i] = Arrays.copyOf(coefficients[i], size + 1);
            rows[i][size] = right[i];
            for (double one : coefficients[i]) {
                largest = Math.max(largest, Math.abs(one));
            }
        }
        for (int column = 0; column < size; column++) {
            bringUp(rows, column);
            if (Math.abs(rows[column][column]) <= NOTHING * largest) {
                return Optional.empty();
            }
            eliminate(rows, column);
        }
        var unknowns = new double[size];
        for (int i = 0; i < size; i++) {
            unknowns[i] = rows[i][size] / rows[i][i];
        }
        return Optional.of(unknowns);
    }

    private static void bringUp(double[][] rows, int column) {
        int best = column;
        for (int row = column + 1; row < rows.length; row++) {
            if (Math.abs(rows[row][column]) > Math.abs(rows[best][column])) {
                best = row;
            }
        }
        double[] kept = rows[column];
        rows[column] = rows[best];
        rows[best] = kept;
    }

    private static void eliminate(double[][] rows, int column) {
        for (int row = 0; row < rows.length; row++) {
            if (row != column) {
                double share = rows[row][column] / rows[column][column];
                for (int i = column; i < rows[row].length; i++) {
                    rows[row][i] -= share * rows[column][i];
                }
            }
        }
    }
}
