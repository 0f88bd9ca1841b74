package io.alpr.vision.synth;

/**
 * A point of the scene in metres.
 *
 * @param x to the right of the middle of the road
 * @param y above the road
 * @param z ahead of the camera, along the road
 */
record Point3(double x, double y, double z) {
    Point3 minus(Point3 other) {
        return new Point3(x - other.x, y - other.y, z - other.z);
    }

    Point3 plus(Point3 other) {
        return new Point3(x + other.x, y + other.y, z + other.z);
    }

    Point3 times(double factor) {
        return new Point3(x * factor, y * factor, z * factor);
    }

    Point3 cross(Point3 other) {
        return new Point3(
                y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x);
    }

    double dot(Point3 other) {
        return x * other.x + y * other.y + z * other.z;
    }

    Point3 normalized() {
        double length = StrictMath.sqrt(dot(this));
        return length == 0 ? this : times(1 / length);
    }

    /** The point at a share of the way to another. */
    Point3 towards(Point3 other, double share) {
        return plus(other.minus(this).times(share));
    }
}
