package io.alpr.vision.synth;

import java.time.Duration;

/**
 * The size and the length of a made video.
 *
 * @param width columns of every frame, 320 to 3840
 * @param height rows of every frame, 180 to 2160
 * @param framesPerSecond 1 to 60
 * @param duration how long it lasts, up to ten minutes
 */
public record SceneFormat(int width, int height, double framesPerSecond, Duration duration) {
    private static final double NANOS_PER_SECOND = 1e9;

    public SceneFormat {
        if (width < 320 || width > 3840 || height < 180 || height > 2160) {
            throw new IllegalArgumentException(
                    "Scene must be 320x180 to 3840x2160, got: %dx%d".formatted(width, height));
        }
        if (!(framesPerSecond >= 1 && framesPerSecond <= 60)) {
            throw new IllegalArgumentException(
                    "Scene framesPerSecond must be 1 to 60, got: " + framesPerSecond);
        }
        if (!duration.isPositive() || duration.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException(
                    "Scene duration must be more than zero and at most ten minutes, got: "
                            + duration);
        }
    }

    /** 1280x720. */
    public static SceneFormat hd(double framesPerSecond, Duration duration) {
        return new SceneFormat(1280, 720, framesPerSecond, duration);
    }

    /** Frames in the whole video, at least 1. */
    public int frames() {
        return (int) Math.max(1, Math.round(framesPerSecond * seconds()));
    }

    /** Time of a frame from the start of the video. */
    public Duration timeOf(int frame) {
        return Duration.ofNanos(Math.round(frame / framesPerSecond * NANOS_PER_SECOND));
    }

    double seconds() {
        return duration.toNanos() / NANOS_PER_SECOND;
    }
}
