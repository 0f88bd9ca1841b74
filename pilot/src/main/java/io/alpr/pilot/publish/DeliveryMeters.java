package io.alpr.pilot.publish;

import io.alpr.events.PlateEvent;
import io.alpr.pilot.metric.PilotMetric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts deliveries by camera when they happen, under the contract's names: also those of events
 * that an earlier life took, and of cameras that are configured no more. Safe for several threads.
 */
public final class DeliveryMeters implements DeliveryListener {
    private final MeterRegistry registry;
    private final Map<String, OfCamera> cameras = new ConcurrentHashMap<>();

    private record OfCamera(Counter published, Counter lost, Timer time) {}

    /**
     * @param cameraIds those whose meters are there from the start, at zero
     */
    public DeliveryMeters(MeterRegistry registry, List<String> cameraIds) {
        this.registry = registry;
        cameraIds.forEach(this::expect);
    }

    /** From now on the meters of this camera are there, at zero. */
    public void expect(String cameraId) {
        cameras.computeIfAbsent(cameraId, id -> registered(registry, id));
    }

    private static OfCamera registered(MeterRegistry registry, String cameraId) {
        return new OfCamera(
                PilotMetric.EVENTS_PUBLISHED.counter(registry, cameraId),
                PilotMetric.EVENTS_LOST.counter(registry, cameraId),
                PilotMetric.PUBLISH_TIME.histogram(registry, cameraId));
    }

    /** Its meters have left the registry; what is delivered of it later registers them anew. */
    public void forget(String cameraId) {
        cameras.remove(cameraId);
    }

    private OfCamera of(PlateEvent event) {
        return cameras.computeIfAbsent(event.id().cameraId(), id -> registered(registry, id));
    }

    @Override
    public void acknowledged(PlateEvent event, Duration took) {
        var camera = of(event);
        camera.published().increment();
        camera.time().record(took);
    }

    @Override
    public void setAside(PlateEvent event, String reason) {
        of(event).lost().increment();
    }
}
