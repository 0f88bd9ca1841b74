package io.alpr.pilot.area;

import io.alpr.vision.image.Picture;
import io.alpr.vision.image.PixelBox;
import java.util.List;

/**
 * A line across the way of the vehicles, with a name for each direction over it. It goes on beyond
 * its two points without end.
 *
 * <p>Going along it from {@code from} to {@code to}, the one direction is over it to the right
 * hand, the other to the left. So for a line drawn from the left to the right of the picture {@code
 * rightward} is down the picture, for one drawn from the top to the bottom it is to the left.
 *
 * @param from its first point
 * @param to its second point, another one
 * @param rightward name of the direction to its right, 1 to 20 characters
 * @param leftward name of the direction to its left, 1 to 20 characters, another one
 */
public record Line(Point from, Point to, String rightward, String leftward)
        implements DirectionRule {
    private static final int NAME_MAX = 20;

    /** How near the line, in plate widths, a plate counts as on it: so a parked one never hops. */
    private static final double NEAR = 0.25;

    public Line {
        if (from.equals(to)) {
            throw new IllegalArgumentException(
                    "a line must have two different points, got twice: %s".formatted(from));
        }
        for (var name : List.of(rightward, leftward)) {
            if (name.isEmpty() || name.length() > NAME_MAX) {
                throw new IllegalArgumentException(
                        "the name of a direction must have 1 to %d characters, got: '%s'"
                                .formatted(NAME_MAX, name));
            }
        }
        if (rightward.equals(leftward)) {
            throw new IllegalArgumentException(
                    "the two directions of a line must have different names, got twice: '%s'"
                            .formatted(rightward));
        }
    }

    /** Where a plate is, seen along the line. */
    public enum Side {
        /** To its left. */
        LEFT,
        /** To its right. */
        RIGHT,
        /** Too near to tell. */
        NEAR
    }

    /** On which side the middle of a plate of this picture is. */
    public Side side(PixelBox plate, Picture picture) {
        double startX = from.x() * picture.width();
        double startY = from.y() * picture.height();
        double alongX = to.x() * picture.width() - startX;
        double alongY = to.y() * picture.height() - startY;
        double x = plate.x() + plate.width() / 2.0 - startX;
        double y = plate.y() + plate.height() / 2.0 - startY;
        double distance = (alongX * y - alongY * x) / Math.hypot(alongX, alongY);
        if (Math.abs(distance) < NEAR * plate.width()) {
            return Side.NEAR;
        }
        return distance > 0 ? Side.RIGHT : Side.LEFT;
    }

    /**
     * The name of the direction from one side to another; empty where they are the same or one is
     * not known.
     */
    public String direction(Side came, Side went) {
        if (came == went || came == Side.NEAR || went == Side.NEAR) {
            return "";
        }
        return went == Side.RIGHT ? rightward : leftward;
    }
}
