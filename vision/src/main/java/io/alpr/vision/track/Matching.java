package io.alpr.vision.track;

import io.alpr.vision.image.PixelBox;

/** How much a track gains by a detection; each stage of the association has its own strictness. */
enum Matching {
    /** For detections that are surely plates: the gate that 99 % of true pairs pass. */
    CONFIDENT(9.21, 3),
    /** For doubtful ones, which must lie where they are expected: 80 % pass. */
    DOUBTFUL(3.22, 3),
    /** For what has hardly moved since it was first seen: boxes must overlap. */
    STANDING(0, 0),
    /** For the second sighting of a plate, whose speed is not known yet. */
    SECOND(9.21, 6);

    /** Boxes that overlap by this much are one plate even when a sure prediction was wrong. */
    private static final double OVERLAP_MIN = 0.2;

    /** A plate does not double its size between two pictures. */
    private static final double SIZE_RATIO_MAX = 2;

    /** Logarithm of the widest spread that still counts, in plate widths squared. */
    private static final double LOG_SPREAD_MAX = Math.log(400);

    /** What overlap is worth beside the likelihood, in squared deviations. */
    private static final double OVERLAP_WEIGHT = 4;

    /** Squared standard deviations, chi-square with two degrees of freedom. */
    private final double gate;

    /**
     * Farthest from the expected place, in plate widths. Without this limit a track that was lost
     * for a second would take the plate of another lane that comes into view meanwhile.
     */
    private final double reach;

    Matching(double gate, double reach) {
        this.gate = gate;
        this.reach = reach;
    }

    /**
     * Twice the logarithm of how much likelier the pair is than the least likely one allowed, plus
     * a share for overlap; 0 where the pair is not allowed.
     *
     * @param expected the track at the time of the detection
     */
    double gain(BoxMotion expected, PixelBox box) {
        double distance = expected.squaredDistance(box);
        double overlap = expected.iou(box);
        boolean near =
                overlap >= OVERLAP_MIN || (distance <= gate && expected.widthsTo(box) <= reach);
        if (!near || expected.sizeRatio(box) > SIZE_RATIO_MAX) {
            return 0;
        }
        double sureness = Math.max(0, LOG_SPREAD_MAX - expected.logSpread(box));
        return Math.max(0, gate - distance) + 2 * sureness + OVERLAP_WEIGHT * overlap + 1e-9;
    }
}
