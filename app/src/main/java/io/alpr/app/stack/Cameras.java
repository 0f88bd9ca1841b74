package io.alpr.app.stack;

import io.alpr.app.config.AlprConfig;
import io.alpr.pilot.camera.CameraSettings;
import io.alpr.pilot.camera.CameraSettings.Pace;
import io.alpr.pilot.camera.Evidence;
import io.alpr.pilot.camera.WatchSettings;
import io.alpr.pilot.pass.PassSettings;
import io.alpr.pilot.pass.PassSettings.Agreement;
import io.alpr.pilot.source.SourceAddress;
import io.alpr.pilot.source.SourceKind;
import io.alpr.pilot.source.SourceOptions.Hardware;
import io.alpr.pilot.source.SourceStart;
import io.alpr.service.ConfigFault;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

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
        var source = new SourceAddress(camera.source());
        var video =
                new CameraSettings.Video(
                        source,
                        start(camera),
                        camera.framesPerSecond(),
                        camera.loop(),
                        pace(camera),
                        SILENCE,
                        hardware(camera),
                        camera.ffmpeg());
        return new CameraSettings(
                camera.id(),
                camera.name().isEmpty() ? camera.id() : camera.name(),
                camera.site().isEmpty() ? site : camera.site(),
                camera.region().isEmpty() ? "UNKNOWN" : camera.region(),
                camera.enabled(),
                video,
                passes(camera, source.kind() instanceof SourceKind.Folder),
                new WatchSettings(
                        camera.watch().frozenAfter(),
                        camera.watch().blankAfter(),
                        camera.watch().quietAfter()),
                evidence(camera));
    }

    private static Evidence evidence(AlprConfig.Camera camera) {
        return camera.evidence().isEmpty()
                ? Evidence.NONE
                : new Evidence.Stream(new SourceAddress(camera.evidence()), camera.evidenceFrame());
    }

    private static Pace pace(AlprConfig.Camera camera) {
        return switch (camera.pace()) {
            case "fast" -> Pace.FAST;
            case "real" -> Pace.REAL;
            default ->
                    throw new IllegalArgumentException(
                            "pace must be fast or real, got: '" + camera.pace() + "'");
        };
    }

    /**
     * @param isFolder whose pictures come one by one: often there is no second read of a car
     */
    private static PassSettings passes(AlprConfig.Camera camera, boolean isFolder) {
        return PassSettings.of(
                new Agreement(camera.agreeingReads(), camera.singleReads() || isFolder),
                Areas.watched(camera),
                camera.minPlateWidth(),
                Areas.direction(camera));
    }

    private static Hardware hardware(AlprConfig.Camera camera) {
        return switch (camera.hardware()) {
            case "off" -> Hardware.OFF;
            case "auto" -> Hardware.AUTO;
            default ->
                    throw new IllegalArgumentException(
                            "hardware must be off or auto, got: '" + camera.hardware() + "'");
        };
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
