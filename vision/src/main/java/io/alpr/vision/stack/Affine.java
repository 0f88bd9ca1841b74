package io.alpr.vision.stack;

import io.alpr.vision.image.PixelBox;

/**
 * An affine map between two pictures; a pixel's middle has whole coordinates, (0, 0) at the top
 * left.
 *
 * @param xx columns for one column
 * @param xy columns for one row
 * @param x0 column of the origin
 * @param yx rows for one column
 * @param yy rows for one row
 * @param y0 row of the origin
 */
record Affine(double xx, double xy, double x0, double yx, double yy, double y0) {
    private static final double HALF = 0.5;

    /** From the pixels of a picture to those of the same at another size. */
    static Affine scaling(double across, double down) {
        return new Affine(across, 0, HALF * (across - 1), 0, down, HALF * (down - 1));
    }

    /** From what one box shows to what the other does; both sides are scaled alike. */
    static Affine between(PixelBox from, PixelBox to) {
        double scale = Math.sqrt((double) to.area() / from.area());
        return new Affine(
                scale,
                0,
                middleX(to) - scale * middleX(from),
                0,
                scale,
                middleY(to) - scale * middleY(from));
    }

    private static double middleX(PixelBox box) {
        return box.x() + (box.width() - 1) / 2.0;
    }

    private static double middleY(PixelBox box) {
        return box.y() + (box.height() - 1) / 2.0;
    }

    double x(double x, double y) {
        return xx * x + xy * y + x0;
    }

    double y(double x, double y) {
        return yx * x + yy * y + y0;
    }

    /** This map after another one. */
    Affine after(Affine first) {
        return new Affine(
                xx * first.xx + xy * first.yx,
                xx * first.xy + xy * first.yy,
                x(first.x0, first.y0),
                yx * first.xx + yy * first.yx,
                yx * first.xy + yy * first.yy,
                y(first.x0, first.y0));
    }

    /** The way back; without sense where the map lays the plane on a line. */
    Affine inverse() {
        double area = xx * yy - xy * yx;
        double a = yy / area;
        double b = -xy / area;
        double c = -yx / area;
        double d = xx / area;
        return new Affine(a, b, -a * x0 - b * y0, c, d, -c * x0 - d * y0);
    }
}
