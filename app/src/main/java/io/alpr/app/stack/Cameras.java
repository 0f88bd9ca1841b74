package io.alpr.app.stack;

import io.alpr.app.config.AlprConfig;
import io.alpr.pilot.camera.CameraSettings;
import io.alpr.pilot.camera.WatchSettings;
import io.alpr.pilot.pass.PassSettings;
import io.alpr.pilot.pass.PassSettings.Agreement;
import io.alpr.pilot.source.SourceAddress;
import io.alpr.pilot.source.SourceStart;
import io.alpr.service.ConfigFault;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Turns the cameras of {@code alpr.yaml} into the pilot's. */
public final class Cameras {
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private Cameras() {}

    /**
     * Every camera of the configuration.
     *
     * @throws ConfigFault naming the camera and the rule it breaks
     */
    public static List<CameraSettings> of(AlprConfig config) {
        var cameras = new ArrayList<CameraSettings>();
        for (var camera : config.cameras()) {
            try {
                cameras.add(settings(camera, config.site()));
            } catch (IllegalArgumentException e) {
                throw new ConfigFault("cameras: " + camera.id() + ": " + e.getMessage());
            }
        }
        return List.copyOf(cameras);
    }

    private static CameraSettings settings(AlprConfig.Camera camera, String site) {
        var video =
                new CameraSettings.Video(
                        new SourceAddress(camera.source()),
                        start(camera),
                        camera.framesPerSecond(),
                        camera.loop(),
                        SILENCE,
                        Map.of());
        return new CameraSettings(
                camera.id(),
                camera.name().isEmpty() ? camera.id() : camera.name(),
                camera.site().isEmpty() ? site : camera.site(),
                camera.region().isEmpty() ? "UNKNOWN" : camera.region(),
                camera.enabled(),
                video,
                passes(camera),
                new WatchSettings(
                        camera.watch().frozenAfter(),
                        camera.watch().blankAfter(),
                        camera.watch().quietAfter()));
    }

    private static PassSettings passes(AlprConfig.Camera camera) {
        return PassSettings.of(
                new Agreement(camera.agreeingReads(), camera.singleReads()),
                Areas.watched(camera),
                camera.minPlateWidth(),
                Areas.direction(camera));
    }

    private static SourceStart start(AlprConfig.Camera camera) {
        if (camera.start().isEmpty()) {
            return SourceStart.FROM_FILE;
        }
        try {
            return new SourceStart.At(Instant.parse(camera.start()));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "start must be like 2026-11-22T08:00:00Z, got: '" + camera.start() + "'", e);
        }
    }
}
