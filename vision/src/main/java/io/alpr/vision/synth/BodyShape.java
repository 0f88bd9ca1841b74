package io.alpr.vision.synth;

import java.util.List;

/**
 * The shape of a vehicle: its outline from the side, with the half width at each corner. All in
 * metres. Immutable.
 *
 * @param frontPlate height of the middle of the plate in front
 * @param rearPlate height of the middle of the plate behind
 * @param ribs from the lower edge of the nose over the roof to the lower edge of the tail
 */
record BodyShape(double frontPlate, double rearPlate, List<Rib> ribs) {
    /** Small car with a steep tail. */
    static final BodyShape HATCHBACK =
            new BodyShape(
                    0.50,
                    0.66,
                    List.of(
                            new Rib(0.10, 0.22, 0.76),
                            new Rib(0.00, 0.42, 0.80),
                            new Rib(0.03, 0.66, 0.80),
                            new Rib(0.18, 0.80, 0.76),
                            new Rib(1.00, 0.98, 0.80),
                            new Rib(1.75, 1.44, 0.60),
                            new Rib(2.30, 1.50, 0.60),
                            new Rib(3.50, 1.44, 0.58),
                            new Rib(3.88, 0.98, 0.80),
                            new Rib(4.00, 0.80, 0.84),
                            new Rib(4.02, 0.44, 0.84),
                            new Rib(3.92, 0.26, 0.78)));

    /** Car with a boot. */
    static final BodyShape SALOON =
            new BodyShape(
                    0.48,
                    0.74,
                    List.of(
                            new Rib(0.10, 0.20, 0.80),
                            new Rib(0.00, 0.40, 0.84),
                            new Rib(0.03, 0.62, 0.84),
                            new Rib(0.20, 0.76, 0.80),
                            new Rib(1.35, 0.95, 0.84),
                            new Rib(2.15, 1.38, 0.62),
                            new Rib(2.70, 1.44, 0.62),
                            new Rib(3.40, 1.39, 0.60),
                            new Rib(4.05, 1.05, 0.82),
                            new Rib(4.58, 1.00, 0.82),
                            new Rib(4.66, 0.70, 0.86),
                            new Rib(4.66, 0.42, 0.86),
                            new Rib(4.55, 0.24, 0.80)));

    /** Tall car. */
    static final BodyShape SUV =
            new BodyShape(
                    0.58,
                    0.74,
                    List.of(
                            new Rib(0.12, 0.28, 0.82),
                            new Rib(0.00, 0.50, 0.88),
                            new Rib(0.02, 0.82, 0.88),
                            new Rib(0.16, 0.98, 0.84),
                            new Rib(1.15, 1.12, 0.88),
                            new Rib(1.80, 1.62, 0.68),
                            new Rib(2.40, 1.70, 0.68),
                            new Rib(4.05, 1.66, 0.66),
                            new Rib(4.45, 1.14, 0.86),
                            new Rib(4.56, 0.92, 0.90),
                            new Rib(4.58, 0.50, 0.90),
                            new Rib(4.46, 0.30, 0.84)));

    /** Delivery van. */
    static final BodyShape VAN =
            new BodyShape(
                    0.52,
                    0.62,
                    List.of(
                            new Rib(0.10, 0.26, 0.86),
                            new Rib(0.00, 0.46, 0.92),
                            new Rib(0.04, 0.84, 0.92),
                            new Rib(0.22, 1.04, 0.88),
                            new Rib(0.80, 1.22, 0.92),
                            new Rib(1.55, 1.92, 0.78),
                            new Rib(1.90, 2.06, 0.80),
                            new Rib(4.85, 2.06, 0.82),
                            new Rib(4.98, 1.24, 0.92),
                            new Rib(5.02, 0.80, 0.94),
                            new Rib(5.02, 0.46, 0.94),
                            new Rib(4.92, 0.30, 0.88)));

    /** Those of ordinary traffic without vans. */
    static final List<BodyShape> CARS = List.of(HATCHBACK, SALOON, SUV);

    BodyShape {
        ribs = List.copyOf(ribs);
    }

    /**
     * One corner of the outline.
     *
     * @param fromNose metres behind the nose
     * @param y metres above the road
     * @param halfWidth metres from the middle to the side
     */
    record Rib(double fromNose, double y, double halfWidth) {}

    double length() {
        return ribs.stream().mapToDouble(Rib::fromNose).max().orElseThrow();
    }

    double height() {
        return ribs.stream().mapToDouble(Rib::y).max().orElseThrow();
    }

    double halfWidth() {
        return ribs.stream().mapToDouble(Rib::halfWidth).max().orElseThrow();
    }
}
