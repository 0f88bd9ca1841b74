package io.alpr.vision.synth;

import java.util.ArrayList;
import java.util.List;

/**
 * A pinhole camera above the middle of the road that looks along it and a little down. Immutable.
 *
 * @param width columns of the picture
 * @param height rows of the picture
 * @param shiftX pixels by which the picture is shaken to the right
 * @param shiftY pixels by which it is shaken down
 */
record RoadCamera(int width, int height, int shiftX, int shiftY) {
    /** Above the road, metres. */
    static final double ELEVATION = 3.1;

    /** Focal length in picture widths: a field of view of 46 degrees. */
    private static final double FOCAL = 1.17;

    private static final double PITCH = StrictMath.toRadians(10.2);
    private static final double SIN = StrictMath.sin(PITCH);
    private static final double COS = StrictMath.cos(PITCH);

    /** What is nearer than this to the lens is cut away, metres. */
    private static final double NEAR = 0.4;

    /** Where the camera is. */
    static Point3 eye() {
        return new Point3(0, ELEVATION, 0);
    }

    /** Pixels that one metre covers at a distance along the road, near the middle. */
    double scaleAt(double z) {
        return FOCAL * width / depth(new Point3(0, 0.5, z));
    }

    /** Row of the horizon. */
    double horizon() {
        return height / 2.0 - FOCAL * width * SIN / COS + shiftY;
    }

    /** Whether a point can be seen at all. */
    static boolean inFront(Point3 point) {
        return depth(point) > NEAR;
    }

    /** Column and row of a point in front of the camera. */
    Point2 project(Point3 point) {
        double depth = depth(point);
        double up = point.z() * SIN + (point.y() - ELEVATION) * COS;
        double focal = FOCAL * width;
        return new Point2(
                width / 2.0 + focal * point.x() / depth + shiftX,
                height / 2.0 - focal * up / depth + shiftY);
    }

    /** A polygon on the picture, cut off at the lens; empty when it lies behind. */
    List<Point2> project(List<Point3> polygon) {
        var seen = new ArrayList<Point2>();
        for (int i = 0; i < polygon.size(); i++) {
            var here = polygon.get(i);
            var next = polygon.get((i + 1) % polygon.size());
            if (inFront(here)) {
                seen.add(project(here));
            }
            if (inFront(here) != inFront(next)) {
                double share = (NEAR * 1.001 - depth(here)) / (depth(next) - depth(here));
                seen.add(project(here.towards(next, share)));
            }
        }
        return seen;
    }

    /** The point of the road that a pixel below the horizon shows. */
    Point3 onRoad(double x, double y) {
        double focal = FOCAL * width;
        double right = (x - shiftX - width / 2.0) / focal;
        double up = (height / 2.0 + shiftY - y) / focal;
        double reach = ELEVATION / (SIN - up * COS);
        return new Point3(reach * right, 0, reach * (COS + up * SIN));
    }

    private static double depth(Point3 point) {
        return point.z() * COS - (point.y() - ELEVATION) * SIN;
    }
}
