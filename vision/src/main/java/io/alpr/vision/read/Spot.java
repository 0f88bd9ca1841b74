package io.alpr.vision.read;

/**
 * The middle of a character in the crop that was read, as shares of the crop's width and height
 * from the top left.
 *
 * @param x 0 to 1
 * @param y 0 to 1
 */
public record Spot(double x, double y) {
    public Spot {
        if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1)) {
            throw new IllegalArgumentException(
                    "a spot lies in its crop, 0 to 1, got: %s, %s".formatted(x, y));
        }
    }
}
