package io.alpr.vision.synth;

/**
 * Where a vehicle stands and how it is turned. Immutable.
 *
 * @param x of its middle, metres right of the middle of the road
 * @param distance of the end that the camera sees, metres
 * @param yaw turn to the right as seen from above, radians, small
 * @param approaching whether that end is the nose
 * @param length of the vehicle, metres
 */
record Pose(double x, double distance, double yaw, boolean approaching, double length) {

    /**
     * @param right metres to the right of its middle as the camera sees it
     * @param y metres above the road
     * @param depth metres behind the end that the camera sees
     */
    Point3 facing(double right, double y, double depth) {
        double sine = StrictMath.sin(yaw);
        double cosine = StrictMath.cos(yaw);
        return new Point3(
                x + right * cosine + depth * sine, y, distance + depth * cosine - right * sine);
    }

    /**
     * The same by distance from the nose.
     *
     * @param fromNose metres from the nose towards the tail
     */
    Point3 along(double right, double y, double fromNose) {
        return facing(right, y, approaching ? fromNose : length - fromNose);
    }
}
