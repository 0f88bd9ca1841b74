package io.alpr.vision.synth;

import java.util.List;

/**
 * One vehicle and how it drives. Immutable.
 *
 * @param ordinal counted from 1
 * @param body its shape
 * @param colour of its paint, 0xRRGGBB
 * @param plate what is painted on its plates
 * @param drive how it moves
 */
record Vehicle(int ordinal, BodyShape body, int colour, PlateText plate, Drive drive) {
    /** How much larger than life plates are drawn, as if the lens were longer. */
    private static final double PLATE_ENLARGED = 1.25;

    /** Plates stand out of the body by this much, metres. */
    private static final double PLATE_PROUD = 0.04;

    /**
     * @param style kind of plate
     * @param painted its text with spaces and hyphens
     */
    record PlateText(PlateStyle style, String painted) {}

    /**
     * @param approaching towards the camera, or away from it
     * @param lane middle of its lane, metres right of the middle of the road
     * @param atGate time at which its nearer end is {@link #GATE} metres away, seconds
     * @param speed metres per second
     * @param phase of its slow swaying in the lane, radians
     */
    record Drive(boolean approaching, double lane, double atGate, double speed, double phase) {
        /** Where passes are timed, metres from the camera. */
        static final double GATE = 6;

        /** Distance of the end that the camera sees, metres. */
        double distanceAt(double seconds) {
            double ahead = speed * (atGate - seconds);
            double surge = 0.3 * StrictMath.sin(0.9 * seconds + phase);
            return GATE + (approaching ? ahead : -ahead) + surge;
        }

        double offsetAt(double seconds) {
            return lane + 0.16 * StrictMath.sin(0.8 * seconds + 2 * phase);
        }

        /** Turn to the side that the swaying causes, radians. */
        double yawAt(double seconds) {
            double sideways = 0.16 * 0.8 * StrictMath.cos(0.8 * seconds + 2 * phase);
            return (approaching ? -1 : 1) * sideways / speed;
        }
    }

    Pose poseAt(double seconds) {
        return new Pose(
                drive.offsetAt(seconds),
                drive.distanceAt(seconds),
                drive.yawAt(seconds),
                drive.approaching(),
                body.length());
    }

    /**
     * Corners of the plate that the camera sees: top left, top right, bottom right, bottom left.
     */
    List<Point3> plateCorners(Pose pose) {
        double halfWidth = plate.style().widthMm() / 2000.0 * PLATE_ENLARGED;
        double halfHeight = plate.style().heightMm() / 2000.0 * PLATE_ENLARGED;
        double y = drive.approaching() ? body.frontPlate() : body.rearPlate();
        return List.of(
                pose.facing(-halfWidth, y + halfHeight, -PLATE_PROUD),
                pose.facing(halfWidth, y + halfHeight, -PLATE_PROUD),
                pose.facing(halfWidth, y - halfHeight, -PLATE_PROUD),
                pose.facing(-halfWidth, y - halfHeight, -PLATE_PROUD));
    }
}
