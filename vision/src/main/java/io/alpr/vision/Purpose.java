package io.alpr.vision;

import io.alpr.vision.detect.Look;
import java.util.List;

/** What an engine is for, which sets how large the detector's input is. */
public enum Purpose {
    /** Single pictures: small plates count more than time. */
    STILL(1280),
    /** Frames of a video: a plate comes nearer in a later frame, and each must be quick. */
    VIDEO(640);

    private static final int STEP = 32;
    private static final double STILL_THRESHOLD = 0.6;
    private static final double VIDEO_THRESHOLD = 0.56;

    private final int longSide;

    Purpose(int longSide) {
        this.longSide = longSide;
    }

    /** The detector's looks at a picture. */
    List<Look> looks() {
        return this == VIDEO
                ? List.of(new Look.Snug(longSide, STEP))
                : List.of(new Look.Snug(VIDEO.longSide, STEP), new Look.Snug(longSide, STEP));
    }

    /** Lowest score of a plate, 0 to 1: frames of a video have the votes of others beside them. */
    double threshold() {
        return this == VIDEO ? VIDEO_THRESHOLD : STILL_THRESHOLD;
    }

    /** Pixels of the longer side of the detector's largest input. */
    int longSide() {
        return longSide;
    }
}
