package io.alpr.vision.synth;

import java.util.ArrayList;
import java.util.List;

/**
 * The skin of one vehicle in the scene. The ribs of its {@link BodyShape} cut it into strips,
 * numbered from the lower edge of the nose over the roof to the lower edge of the tail. Immutable.
 *
 * @param body its shape
 * @param pose where it stands
 */
record Surface(BodyShape body, Pose pose) {
    /** Strip of the nose that carries grille, lamps and plate. */
    static final int NOSE = 1;

    static final int BONNET = 3;
    static final int WINDSCREEN = 4;
    static final int ROOF = 5;
    static final int REAR_WINDOW = 7;

    /** Strip of the tail that carries lamps and plate. */
    static final int TAIL = 9;

    /** How far the corners of nose and tail lie behind their middles, metres. */
    private static final double ROUNDING = 0.26;

    /** How much higher the middle of bonnet and roof is than their edges, metres. */
    private static final double CROWN = 0.05;

    private static final int CURVE_PIECES = 10;

    int strips() {
        return body.ribs().size() - 1;
    }

    /**
     * A point of a strip.
     *
     * @param across -1 at the left edge to 1 at the right, as the camera sees it
     * @param along 0 at the strip's first rib to 1 at the second
     */
    Point3 at(int strip, double across, double along) {
        var a = body.ribs().get(strip);
        var b = body.ribs().get(strip + 1);
        double fromNose = mix(a.fromNose(), b.fromNose(), along);
        double y = mix(a.y(), b.y(), along);
        double square = across * across;
        return pose.along(
                across * mix(a.halfWidth(), b.halfWidth(), along),
                y + CROWN * (1 - square) * Math.clamp(2 * y - 1, 0, 1),
                fromNose + ROUNDING * square * square * (1 - 2 * fromNose / body.length()));
    }

    /** A part of a strip; its edges across the vehicle are as curved as its skin. */
    List<Point3> part(int strip, double left, double right, double from, double to) {
        var edge = new ArrayList<Point3>();
        int pieces = Math.abs(right - left) > 0.5 ? CURVE_PIECES : 2;
        for (int i = 0; i <= pieces; i++) {
            edge.add(at(strip, mix(left, right, (double) i / pieces), from));
        }
        for (int i = pieces; i >= 0; i--) {
            edge.add(at(strip, mix(left, right, (double) i / pieces), to));
        }
        return edge;
    }

    List<Point3> whole(int strip) {
        return part(strip, -1, 1, 0, 1);
    }

    /** Outward normal of a strip. */
    Point3 normal(int strip) {
        return outward(whole(strip));
    }

    /** Whether the camera sees the outer side of a polygon. */
    boolean isSeen(List<Point3> polygon) {
        return outward(polygon).dot(polygon.getFirst().minus(RoadCamera.eye())) < 0;
    }

    /** Outward normal of a polygon of the skin. */
    Point3 outward(List<Point3> polygon) {
        int half = polygon.size() / 2;
        var first = polygon.get(half - 1).minus(polygon.getFirst());
        var normal = first.cross(polygon.getLast().minus(polygon.getFirst())).normalized();
        var middle = polygon.getFirst().towards(polygon.get(half), 0.5);
        var centre = pose.along(0, 0.75, body.length() / 2);
        return normal.dot(middle.minus(centre)) >= 0 ? normal : normal.times(-1);
    }

    /**
     * A point of the flank above the belt, which leans inwards to the roof.
     *
     * @param side -1 for the left side as the camera sees it, 1 for the right
     * @param along 0 at the windscreen to 1 at the rear window
     * @param up 0 at the belt to 1 at the roof
     */
    Point3 cabin(int side, double along, double up) {
        var low = at(WINDSCREEN, side, 0).towards(at(REAR_WINDOW, side, 1), along);
        var high = at(WINDSCREEN, side, 1).towards(at(REAR_WINDOW, side, 0), along);
        return low.towards(high, up);
    }

    /** The whole flank above the belt, along the edges of windscreen, roof and rear window. */
    List<Point3> cabinOutline(int side) {
        var outline = new ArrayList<Point3>();
        for (int strip = WINDSCREEN; strip <= REAR_WINDOW; strip++) {
            outline.add(at(strip, side, 0));
        }
        outline.add(at(REAR_WINDOW, side, 1));
        return outline;
    }

    List<Point3> cabinPart(int side, double from, double to, double low, double high) {
        return List.of(
                cabin(side, from, low),
                cabin(side, to, low),
                cabin(side, to, high),
                cabin(side, from, high));
    }

    /** A point of the flank below the belt. */
    Point3 flank(int side, double y, double fromNose) {
        return pose.along(side * body.halfWidth(), y, fromNose);
    }

    private static double mix(double a, double b, double share) {
        return a + (b - a) * share;
    }
}
