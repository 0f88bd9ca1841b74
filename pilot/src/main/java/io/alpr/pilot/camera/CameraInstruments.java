package io.alpr.pilot.camera;

import io.alpr.pilot.metric.PilotMetric;
import io.alpr.pilot.pass.CameraMeters;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is measured of one camera. It outlives a camera that starts again with other settings, so
 * that its counters go on. Safe for several threads.
 */
public final class CameraInstruments {
    private final CameraMeters meters;
    private final Set<Condition> conditions = ConcurrentHashMap.newKeySet();

    /** Registers everything that is measured of a camera, under the label {@code camera_id}. */
    public CameraInstruments(MeterRegistry registry, String cameraId) {
        meters = new CameraMeters(registry, cameraId);
        for (var condition : Condition.values()) {
            PilotMetric.CAMERA_CONDITION.gauge(
                    registry,
                    conditions,
                    active -> active.contains(condition) ? 1 : 0,
                    cameraId,
                    condition.wireName());
        }
    }

    CameraMeters meters() {
        return meters;
    }

    void condition(Condition condition, boolean begins) {
        if (begins) {
            conditions.add(condition);
        } else {
            conditions.remove(condition);
        }
    }
}
