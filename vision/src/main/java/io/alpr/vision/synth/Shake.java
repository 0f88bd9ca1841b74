package io.alpr.vision.synth;

/**
 * The slight swaying of a camera on its pole, in whole pixels, so that background and vehicles move
 * alike. Immutable.
 *
 * @param settings of the scene
 */
record Shake(SceneSettings settings) {
    private static final double AMPLITUDE = 1.3;

    /** Rows and columns that the background needs beyond each edge. */
    static final int MARGIN = 3;

    RoadCamera cameraAt(int frame) {
        double t = frame / settings.format().framesPerSecond();
        double phase = settings.seed() % 64;
        double x = StrictMath.sin(5.1 * t + phase) * StrictMath.sin(0.73 * t + 2 * phase);
        double y = StrictMath.sin(6.7 * t + 3 * phase) * StrictMath.sin(0.51 * t + phase);
        return new RoadCamera(
                settings.format().width(),
                settings.format().height(),
                (int) StrictMath.rint(AMPLITUDE * x),
                (int) StrictMath.rint(AMPLITUDE * y));
    }
}
