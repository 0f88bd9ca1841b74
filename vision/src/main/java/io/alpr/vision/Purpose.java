package io.alpr.vision;

/** What an engine is for, which sets how large the detector's input is. */
public enum Purpose {
    /** Single pictures: small plates count more than time. */
    STILL(1280),
    /** Frames of a video: a plate comes nearer in a later frame, and each must be quick. */
    VIDEO(640);

    private final int longSide;

    Purpose(int longSide) {
        this.longSide = longSide;
    }

    /** Pixels of the longer side of the detector's input. */
    int longSide() {
        return longSide;
    }
}
