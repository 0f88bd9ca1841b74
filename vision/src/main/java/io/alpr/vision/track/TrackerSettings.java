package io.alpr.vision.track;

import java.time.Duration;

/**
 * How one camera's tracker decides.
 *
 * @param highScore detections of at least this confidence start tracks and are matched first, 0 to
 *     1
 * @param lowScore detections from here up to {@code highScore} may only continue a track that was
 *     in the picture before; those below are not looked at, 0 to {@code highScore}
 * @param sureScore detections of at least this confidence are plates by themselves, {@code
 *     highScore} to 1
 * @param confirmAfter sightings after which a track is confirmed, at least 1
 * @param keepTentative how long an unconfirmed track outlives its last sighting, positive
 * @param keepLost how long a confirmed track outlives its last sighting, positive; twice as long it
 *     outlives its last one of at least {@code sureScore}
 * @param maxTracks most tracks alive at once, at least 1; when full, a new plate takes the place of
 *     the track unseen for longest, and is ignored if all were just seen
 */
public record TrackerSettings(
        double highScore,
        double lowScore,
        double sureScore,
        int confirmAfter,
        Duration keepTentative,
        Duration keepLost,
        int maxTracks) {

    public TrackerSettings {
        if (!(lowScore >= 0 && lowScore <= highScore && highScore <= sureScore && sureScore <= 1)) {
            throw new IllegalArgumentException(
                    "Tracker scores must be 0 <= lowScore <= highScore <= sureScore <= 1, got: lowScore=%s highScore=%s sureScore=%s"
                            .formatted(lowScore, highScore, sureScore));
        }
        if (confirmAfter < 1 || maxTracks < 1) {
            throw new IllegalArgumentException(
                    "Tracker confirmAfter and maxTracks must be 1 or more, got: confirmAfter=%d maxTracks=%d"
                            .formatted(confirmAfter, maxTracks));
        }
        if (!keepTentative.isPositive() || !keepLost.isPositive()) {
            throw new IllegalArgumentException(
                    "Tracker keepTentative and keepLost must be longer than zero, got: keepTentative=%s keepLost=%s"
                            .formatted(keepTentative, keepLost));
        }
    }

    /** What suits most cameras at 5 to 25 detections a second. */
    public static TrackerSettings defaults() {
        return beginningAt(0.5, 0.5);
    }

    /**
     * The same for a detector of its own threshold.
     *
     * @param highScore of detections that start tracks, 0 to {@code sureScore}
     * @param sureScore of those that are plates by themselves, to 1
     */
    public static TrackerSettings beginningAt(double highScore, double sureScore) {
        return new TrackerSettings(
                highScore,
                Math.min(0.1, highScore),
                sureScore,
                2,
                Duration.ofMillis(700),
                Duration.ofMillis(1500),
                64);
    }
}
