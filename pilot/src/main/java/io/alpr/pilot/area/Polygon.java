package io.alpr.pilot.area;

import java.util.HashSet;
import java.util.List;

/**
 * A part of the picture with straight edges that do not cross. It closes by itself: the last corner
 * is joined to the first. Immutable.
 *
 * @param corners in order around it, {@value #CORNERS_MIN} to {@value #CORNERS_MAX}, no two the
 *     same
 */
public record Polygon(List<Point> corners) {
    private static final int CORNERS_MIN = 3;
    private static final int CORNERS_MAX = 100;

    public Polygon {
        corners = List.copyOf(corners);
        if (corners.size() < CORNERS_MIN || corners.size() > CORNERS_MAX) {
            throw new IllegalArgumentException(
                    "a polygon must have %d to %d points, got: %d; list its corners in order around it"
                            .formatted(CORNERS_MIN, CORNERS_MAX, corners.size()));
        }
        var seen = new HashSet<Point>();
        for (var corner : corners) {
            if (!seen.add(corner)) {
                throw new IllegalArgumentException(
                        "the points of a polygon must differ, got twice: %s; leave the second one out, the polygon closes by itself"
                                .formatted(corner));
            }
        }
        refuseCrossing(corners);
    }

    private static void refuseCrossing(List<Point> corners) {
        int size = corners.size();
        for (int i = 0; i < size; i++) {
            var a = corners.get(i);
            var b = corners.get((i + 1) % size);
            var after = corners.get((i + 2) % size);
            if (a.turn(b, after) == 0 && between(after, b, a)) {
                throw crossing(b, after);
            }
            for (int j = i + 2; j < size; j++) {
                boolean neighbours = (j + 1) % size == i;
                var c = corners.get(j);
                var d = corners.get((j + 1) % size);
                if (!neighbours && meet(a, b, c, d)) {
                    throw crossing(c, d);
                }
            }
        }
    }

    /** Whether the middle one of three points on one line is where the edge turns back. */
    private static boolean between(Point after, Point corner, Point before) {
        double back =
                (before.x() - corner.x()) * (after.x() - corner.x())
                        + (before.y() - corner.y()) * (after.y() - corner.y());
        return back > 0;
    }

    private static boolean meet(Point a, Point b, Point c, Point d) {
        double c1 = a.turn(b, c);
        double d1 = a.turn(b, d);
        double a1 = c.turn(d, a);
        double b1 = c.turn(d, b);
        if (c1 * d1 < 0 && a1 * b1 < 0) {
            return true;
        }
        return touches(c1, a, b, c)
                || touches(d1, a, b, d)
                || touches(a1, c, d, a)
                || touches(b1, c, d, b);
    }

    /** Whether a point lies on an edge. */
    private static boolean touches(double turn, Point from, Point to, Point point) {
        return turn == 0
                && Math.min(from.x(), to.x()) <= point.x()
                && point.x() <= Math.max(from.x(), to.x())
                && Math.min(from.y(), to.y()) <= point.y()
                && point.y() <= Math.max(from.y(), to.y());
    }

    private static IllegalArgumentException crossing(Point from, Point to) {
        return new IllegalArgumentException(
                "the edges of a polygon must not cross, but the one from %s to %s meets another; list its corners in order around it"
                        .formatted(from, to));
    }

    /** Whether a point lies inside, by the even-odd rule. */
    boolean contains(Point point) {
        boolean inside = false;
        var before = corners.getLast();
        for (var corner : corners) {
            boolean passes = (corner.y() > point.y()) != (before.y() > point.y());
            if (passes && point.x() < crossingX(before, corner, point.y())) {
                inside = !inside;
            }
            before = corner;
        }
        return inside;
    }

    private static double crossingX(Point a, Point b, double y) {
        return a.x() + (y - a.y()) * (b.x() - a.x()) / (b.y() - a.y());
    }
}
