package io.alpr.vision.track;

import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.PixelSize;

/**
 * Where a plate's box is and how it moves and grows: four {@link Motion} filters for the centre and
 * the size. Immutable.
 *
 * <p>As in DeepSORT (Wojke et al., ICIP 2017) every deviation is a share of the box's own size, and
 * the noise of the four coordinates is independent, so the 8-state filter of the paper falls apart
 * into four of two states. Unlike there, times are seconds.
 *
 * @param x centre, pixels from the left
 * @param y centre, pixels from the top
 * @param width pixels
 * @param height pixels
 */
record BoxMotion(Motion x, Motion y, Motion width, Motion height) {
    /** Deviation of a measured centre, in widths (across) and heights (down). */
    private static final double CENTRE_ACROSS = 1.0 / 20;

    private static final double CENTRE_DOWN = 1.0 / 8;

    /** Deviation of a measured width or height, as a share of it. */
    private static final double SIZE = 1.0 / 10;

    /**
     * Deviation of the unknown speed of a plate seen once, in plate widths a second: 8 are 4 m/s
     * across the picture, and the gate takes three times that.
     */
    private static final double FIRST_SPEED = 8;

    /** How far the speed may drift within a second, in plate widths a second. */
    private static final double SPEED_DRIFT = 4;

    /** The same two for the size, in sizes a second. */
    private static final double FIRST_GROWTH = 1;

    private static final double GROWTH_DRIFT = 1.5;

    static BoxMotion start(PixelBox box) {
        double w = box.width();
        double h = box.height();
        return new BoxMotion(
                Motion.start(centreX(box), w * CENTRE_ACROSS, w * FIRST_SPEED),
                Motion.start(centreY(box), h * CENTRE_DOWN, w * FIRST_SPEED),
                Motion.start(w, w * SIZE, w * FIRST_GROWTH),
                Motion.start(h, h * SIZE, h * FIRST_GROWTH));
    }

    /**
     * @param seconds 0 or more
     */
    BoxMotion after(double seconds) {
        double w = Math.max(1, width.position());
        double h = Math.max(1, height.position());
        return new BoxMotion(
                x.after(seconds, w * SPEED_DRIFT),
                y.after(seconds, w * SPEED_DRIFT),
                width.after(seconds, w * GROWTH_DRIFT),
                height.after(seconds, h * GROWTH_DRIFT));
    }

    BoxMotion corrected(PixelBox box) {
        double w = box.width();
        double h = box.height();
        return new BoxMotion(
                x.corrected(centreX(box), w * CENTRE_ACROSS),
                y.corrected(centreY(box), h * CENTRE_DOWN),
                width.corrected(w, w * SIZE),
                height.corrected(h, h * SIZE));
    }

    /** Squared distance of a box's centre in standard deviations, two degrees of freedom. */
    double squaredDistance(PixelBox box) {
        return x.squaredDistance(centreX(box), box.width() * CENTRE_ACROSS)
                + y.squaredDistance(centreY(box), box.height() * CENTRE_DOWN);
    }

    /**
     * Whether the centre is expected beyond an edge of the picture. Boxes end at the edge, so a
     * plate that is still found there, cut in half, has its centre inside.
     */
    boolean hasLeft(PixelSize picture) {
        return x.position() < 0
                || y.position() < 0
                || x.position() > picture.width()
                || y.position() > picture.height();
    }

    /** Distance of a box's centre in widths of the broader of the two boxes. */
    double widthsTo(PixelBox box) {
        return Math.hypot(x.position() - centreX(box), y.position() - centreY(box))
                / Math.max(width.position(), box.width());
    }

    /** Logarithm of the area, in plate widths squared, over which the centre is expected. */
    double logSpread(PixelBox box) {
        double w = box.width();
        double across = x.positionVariance() + square(w * CENTRE_ACROSS);
        double down = y.positionVariance() + square(box.height() * CENTRE_DOWN);
        return Math.log(across / (w * w)) / 2 + Math.log(down / (w * w)) / 2;
    }

    /** How many times larger the one is than the other, by the root of the areas, at least 1. */
    double sizeRatio(PixelBox box) {
        double expected = Math.max(1, width.position()) * Math.max(1, height.position());
        double ratio = Math.sqrt(expected / box.area());
        return Math.max(ratio, 1 / ratio);
    }

    /** Intersection over union of the expected box, which may leave the picture, with a box. */
    double iou(PixelBox box) {
        double w = Math.max(1, width.position());
        double h = Math.max(1, height.position());
        double across = shared(x.position() - w / 2, w, box.x(), box.width());
        double down = shared(y.position() - h / 2, h, box.y(), box.height());
        double both = across * down;
        return both / (w * h + box.area() - both);
    }

    Velocity velocity() {
        return new Velocity(x.speed(), y.speed());
    }

    private static double shared(double start, double length, double otherStart, double other) {
        return Math.max(
                0, Math.min(start + length, otherStart + other) - Math.max(start, otherStart));
    }

    private static double centreX(PixelBox box) {
        return box.x() + box.width() / 2.0;
    }

    private static double centreY(PixelBox box) {
        return box.y() + box.height() / 2.0;
    }

    private static double square(double value) {
        return value * value;
    }
}
