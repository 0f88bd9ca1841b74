package io.alpr.vision.track;

/**
 * How a plate moves over the picture.
 *
 * @param x pixels per second to the right
 * @param y pixels per second downwards; positive where vehicles come towards a camera above a road
 */
public record Velocity(double x, double y) {
    /** No motion, or none known yet. */
    public static final Velocity NONE = new Velocity(0, 0);

    /** Pixels per second, whatever the direction. */
    public double speed() {
        return Math.hypot(x, y);
    }
}
