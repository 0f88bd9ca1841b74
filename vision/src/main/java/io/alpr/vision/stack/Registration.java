package io.alpr.vision.stack;

import io.alpr.vision.image.RgbPicture;
import java.util.Optional;

/**
 * Finds how other pictures of a flat thing lie upon a first one: the affine map under which their
 * brightness agrees best, whatever their exposure. Gauss and Newton's steps with the gradients of
 * the first picture alone (Baker and Matthews, Lucas-Kanade 20 Years On, IJCV 2004, inverse
 * compositional), on brightness of mean 0 and deviation 1, as the correlation coefficient wants it
 * (Evangelidis and Psarakis, PAMI 2008). Immutable and thread-safe.
 */
final class Registration {
    /** Larger pictures are made smaller first. */
    private static final int COLUMNS_MAX = 160;

    private static final int SIDE_MIN = 8;
    private static final int STEPS_MAX = 20;

    /** Pixels at the picture's sides; a smaller step changes nothing that is seen. */
    private static final double SMALL_STEP = 0.02;

    /** Correlation from which two pictures show the same. */
    private static final double ALIKE = 0.9;

    /** Of the first picture's pixels, how many the other must show. */
    private static final double SHOWN = 0.5;

    private static final int PARAMETERS = 6;

    private final int shrink;
    private final Luma first;
    private final Affine growFirst;

    /** For each inner pixel how brightness changes with each parameter, in deviations. */
    private final float[][] slopes;

    private final double[][] curvature = new double[PARAMETERS][PARAMETERS];

    /**
     * @param picture the first; of any size
     */
    Registration(RgbPicture picture) {
        this.shrink = Math.max(1, Math.ceilDiv(picture.width(), COLUMNS_MAX));
        this.first = luma(picture);
        this.growFirst = grow(first, picture);
        this.slopes = new float[first.values().length][];
        if (!tooSmall(first)) {
            measureSlopes(deviation());
        }
    }

    private static boolean tooSmall(Luma luma) {
        return Math.min(luma.width(), luma.height()) < SIDE_MIN;
    }

    private Luma luma(RgbPicture picture) {
        int width = Math.max(1, picture.width() / shrink);
        int height = Math.max(1, picture.height() / shrink);
        return Luma.of(shrink == 1 ? picture : picture.scaled(picture.bounds(), width, height));
    }

    /** From brightness to the pixels that it was made of. */
    private static Affine grow(Luma luma, RgbPicture picture) {
        return Affine.scaling(
                (double) picture.width() / luma.width(), (double) picture.height() / luma.height());
    }

    private double deviation() {
        var all = new Agreement();
        for (float value : first.values()) {
            all.add(value, value);
        }
        return all.firstDeviation();
    }

    private void measureSlopes(double deviation) {
        for (int y = 1; y < first.height() - 1; y++) {
            for (int x = 1; x < first.width() - 1; x++) {
                double right = (first.at(x + 1, y) - first.at(x - 1, y)) / 2 / deviation;
                double down = (first.at(x, y + 1) - first.at(x, y - 1)) / 2 / deviation;
                double u = across(x);
                double v = along(y);
                float[] slope = {
                    (float) (right * u), (float) (right * v), (float) right,
                    (float) (down * u), (float) (down * v), (float) down
                };
                slopes[y * first.width() + x] = slope;
                for (int i = 0; i < PARAMETERS; i++) {
                    for (int j = 0; j < PARAMETERS; j++) {
                        curvature[i][j] += slope[i] * slope[j];
                    }
                }
            }
        }
    }

    /** From -1 at the left side to 1 at the right one; rows in the same measure. */
    private double across(double x) {
        return (2 * x - first.width() + 1) / first.width();
    }

    private double along(double y) {
        return (2 * y - first.height() + 1) / first.width();
    }

    /**
     * Where another picture shows what the first one does.
     *
     * @param guess from the first picture's pixels to the other's, a few pixels wrong at most
     * @return empty where they do not show the same, or nothing that can be told from its shifts
     */
    Optional<Affine> of(RgbPicture picture, Affine guess) {
        var other = luma(picture);
        if (tooSmall(first) || tooSmall(other)) {
            return Optional.empty();
        }
        var growOther = grow(other, picture);
        return found(other, growOther.inverse().after(guess).after(growFirst))
                .map(map -> growOther.after(map).after(growFirst.inverse()));
    }

    private Optional<Affine> found(Luma other, Affine guess) {
        var map = guess;
        for (int step = 0; step < STEPS_MAX; step++) {
            var agreement = agreement(other, map);
            if (!isShown(agreement)) {
                return Optional.empty();
            }
            var change = LinearEquations.solved(curvature, pull(other, map, agreement));
            if (change.isEmpty()) {
                return Optional.empty();
            }
            map = map.after(moved(change.get()).inverse());
            if (largest(change.get()) < SMALL_STEP) {
                break;
            }
        }
        var last = agreement(other, map);
        return isShown(last) && last.correlation() >= ALIKE ? Optional.of(map) : Optional.empty();
    }

    private boolean isShown(Agreement agreement) {
        return agreement.count() >= SHOWN * first.values().length;
    }

    private Agreement agreement(Luma other, Affine map) {
        var agreement = new Agreement();
        for (int y = 1; y < first.height() - 1; y++) {
            for (int x = 1; x < first.width() - 1; x++) {
                double column = map.x(x, y);
                double row = map.y(x, y);
                if (other.holds(column, row)) {
                    agreement.add(first.at(x, y), other.between(column, row));
                }
            }
        }
        return agreement;
    }

    /** How the difference of both pictures pulls at each parameter. */
    private double[] pull(Luma other, Affine map, Agreement both) {
        var pull = new double[PARAMETERS];
        double firstMean = both.firstMean();
        double otherMean = both.otherMean();
        double firstScale = 1 / both.firstDeviation();
        double otherScale = 1 / both.otherDeviation();
        for (int y = 1; y < first.height() - 1; y++) {
            for (int x = 1; x < first.width() - 1; x++) {
                double column = map.x(x, y);
                double row = map.y(x, y);
                if (other.holds(column, row)) {
                    double difference =
                            (other.between(column, row) - otherMean) * otherScale
                                    - (first.at(x, y) - firstMean) * firstScale;
                    float[] slope = slopes[y * first.width() + x];
                    for (int i = 0; i < PARAMETERS; i++) {
                        pull[i] += slope[i] * difference;
                    }
                }
            }
        }
        return pull;
    }

    private Affine moved(double[] change) {
        double unit = 2.0 / first.width();
        double middleX = (first.width() - 1) / 2.0;
        double middleY = (first.height() - 1) / 2.0;
        double xx = change[0] * unit;
        double xy = change[1] * unit;
        double yx = change[3] * unit;
        double yy = change[4] * unit;
        return new Affine(
                1 + xx,
                xy,
                change[2] - xx * middleX - xy * middleY,
                yx,
                1 + yy,
                change[5] - yx * middleX - yy * middleY);
    }

    private static double largest(double[] change) {
        double largest = 0;
        for (double one : change) {
            largest = Math.max(largest, Math.abs(one));
        }
        return largest;
    }
}
