package io.alpr.pilot.area;

import io.alpr.vision.image.Picture;
import io.alpr.vision.image.PixelBox;

/**
 * A place in a picture, as shares of its size; origin top left.
 *
 * @param x share of the width, 0 (left edge) to 1
 * @param y share of the height, 0 (upper edge) to 1
 */
public record Point(double x, double y) {
    public Point {
        if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1)) {
            throw new IllegalArgumentException(
                    "a point must be [x, y] in shares of the picture, each 0 to 1, got: [%s, %s]; divide pixels by the picture's width and height"
                            .formatted(x, y));
        }
    }

    /** The middle of a box of this picture. */
    static Point centreOf(PixelBox box, Picture picture) {
        return new Point(
                (box.x() + box.width() / 2.0) / picture.width(),
                (box.y() + box.height() / 2.0) / picture.height());
    }

    /** Twice the signed area of the triangle from here over {@code b} to {@code c}. */
    double turn(Point b, Point c) {
        return (b.x - x) * (c.y - y) - (b.y - y) * (c.x - x);
    }

    @Override
    public String toString() {
        return "[%s, %s]".formatted(x, y);
    }
}
