package io.alpr.pilot;

import io.alpr.pilot.camera.CameraSettings;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;

/**
 * One pilot.
 *
 * @param host name of this machine as events say it, up to 100 characters
 * @param cameras at most 64, no two with the same id
 * @param statusEvery how often each camera is reported, at least a second
 */
public record PilotSettings(String host, List<CameraSettings> cameras, Duration statusEvery) {
    private static final int CAMERAS_MAX = 64;

    public PilotSettings {
        cameras = List.copyOf(cameras);
        if (host.length() > 100) {
            throw new IllegalArgumentException(
                    "host name may have 100 characters, got: '" + host + "'");
        }
        if (cameras.size() > CAMERAS_MAX) {
            throw new IllegalArgumentException(
                    "a pilot takes up to %d cameras, got: %d; start another pilot"
                            .formatted(CAMERAS_MAX, cameras.size()));
        }
        if (statusEvery.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException(
                    "statusEvery must be a second or more, got: " + statusEvery);
        }
        var ids = new HashSet<String>();
        for (var camera : cameras) {
            if (!ids.add(camera.id())) {
                throw new IllegalArgumentException(
                        "camera ids must differ, got twice: " + camera.id());
            }
        }
    }

    /** Reports every five seconds. */
    public static PilotSettings of(String host, List<CameraSettings> cameras) {
        return new PilotSettings(host, cameras, Duration.ofSeconds(5));
    }
}
