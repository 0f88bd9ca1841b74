package io.alpr.vision.stack;

/** Sums over pairs of brightnesses of two pictures. Mutable, for one thread. */
final class Agreement {
    private int count;
    private double firsts;
    private double others;
    private double firstSquares;
    private double otherSquares;
    private double products;

    void add(double first, double other) {
        count++;
        firsts += first;
        others += other;
        firstSquares += first * first;
        otherSquares += other * other;
        products += first * other;
    }

    int count() {
        return count;
    }

    double firstMean() {
        return firsts / count;
    }

    double otherMean() {
        return others / count;
    }

    /** At least a step of brightness. */
    double firstDeviation() {
        return Math.max(1, deviation(firsts, firstSquares));
    }

    /** At least a step of brightness. */
    double otherDeviation() {
        return Math.max(1, deviation(others, otherSquares));
    }

    /** Pearson's coefficient, -1 to 1; 0 where one picture is flat. */
    double correlation() {
        double spread = deviation(firsts, firstSquares) * deviation(others, otherSquares);
        double together = products / count - firstMean() * otherMean();
        return spread > 0 ? together / spread : 0;
    }

    private double deviation(double sum, double squares) {
        double mean = sum / count;
        return Math.sqrt(Math.max(0, squares / count - mean * mean));
    }
}
