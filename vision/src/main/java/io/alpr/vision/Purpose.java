package io.alpr.vision;

import io.alpr.vision.detect.Look;
import java.util.List;

/**
 * What an engine is for, which sets whether it looks closer at what is in doubt, and whether it
 * calculates with fractions or with whole numbers: these take two thirds of the time and place
 * boxes a little less well.
 */
public enum Purpose {
    /** Single pictures: small plates count more than time. */
    STILL("alpr-detector-2", "plate-detector.onnx"),
    /** Frames of a video: a plate comes nearer in a later frame, and each must be quick. */
    VIDEO("alpr-detector-2-int8", "plate-detector-video.onnx");

    private static final int STEP = 64;

    /** Longer side of the detector's input, pixels. */
    private static final int SIDE = 640;

    private static final double STILL_THRESHOLD = 0.5;
    private static final double VIDEO_THRESHOLD = 0.52;

    /**
     * A plate that is dark, blurred or half hidden keeps above this share of the threshold in
     * nearly every frame.
     */
    private static final double TRACE = 0.7;

    private final String detector;
    private final String weights;

    Purpose(String detector, String weights) {
        this.detector = detector;
        this.weights = weights;
    }

    /** What the built-in detector is called in events. */
    String detector() {
        return detector;
    }

    /** Where the built-in detector lies in the class path. */
    String weights() {
        return "/io/alpr/vision/" + weights;
    }

    /** The detector's scales: one, since the net finds plates of every size. */
    List<Look> looks() {
        return List.of(new Look.Snug(SIDE, STEP));
    }

    /** Lowest score of a plate, 0 to 1: frames of a video have the votes of others beside them. */
    double threshold() {
        return this == VIDEO ? VIDEO_THRESHOLD : STILL_THRESHOLD;
    }

    /**
     * Lowest score that a detector gives at all: in a video, what is too faint to be a plate by
     * itself may be one that was seen before.
     */
    double trace(double threshold) {
        return this == VIDEO ? TRACE * threshold : threshold;
    }
}
