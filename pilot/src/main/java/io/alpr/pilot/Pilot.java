package io.alpr.pilot;

import io.alpr.events.CameraStatus;
import io.alpr.events.PlateEvent;
import io.alpr.pilot.camera.Camera;
import io.alpr.pilot.camera.CameraOutlets;
import io.alpr.pilot.camera.CameraSettings;
import io.alpr.pilot.camera.CameraState;
import io.alpr.pilot.camera.PassListener;
import io.alpr.pilot.pass.CameraMeters;
import io.alpr.pilot.publish.DeliveryListener;
import io.alpr.pilot.publish.DeliveryMeters;
import io.alpr.pilot.publish.EventSink;
import io.alpr.pilot.publish.StatusSink;
import io.alpr.pilot.reject.RejectSink;
import io.alpr.service.Health;
import io.alpr.service.Part;
import io.alpr.vision.Engine;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The edge service: cameras to events. Each camera lives on a thread of its own and shares nothing
 * with the others but the engine and the sink. Safe for several threads.
 */
public final class Pilot implements Part {
    private static final Logger log = LoggerFactory.getLogger(Pilot.class);

    private final List<Camera> cameras;
    private final EventSink events;
    private final Deliveries deliveries;
    private final StatusSink statuses;
    private final RejectSink rejects;
    private final ScheduledExecutorService reporter =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("camera-status").factory());

    /**
     * Where a pilot's news go.
     *
     * @param events takes the events; closed with the pilot
     * @param statuses takes the reports of the cameras
     * @param listener is told of the events that the broker has
     * @param rejects takes what could not be read; closed with the pilot
     */
    public record Outlets(
            EventSink events, StatusSink statuses, PassListener listener, RejectSink rejects) {
        /** What could not be read is only counted. */
        public Outlets(EventSink events, StatusSink statuses, PassListener listener) {
            this(events, statuses, listener, RejectSink.NONE);
        }
    }

    /** Counts what the broker has, and tells it on. */
    private record Deliveries(DeliveryMeters meters, PassListener listener)
            implements DeliveryListener {
        @Override
        public void acknowledged(PlateEvent event, Duration took) {
            meters.acknowledged(event, took);
            listener.published(event);
        }

        @Override
        public void setAside(PlateEvent event, String reason) {
            meters.setAside(event, reason);
        }
    }

    private Pilot(PilotSettings settings, Engine engine, Outlets outlets, MeterRegistry registry) {
        this.events = outlets.events();
        var enabled = settings.cameras().stream().filter(CameraSettings::enabled).toList();
        this.deliveries =
                new Deliveries(
                        new DeliveryMeters(
                                registry, enabled.stream().map(CameraSettings::id).toList()),
                        outlets.listener());
        this.statuses = outlets.statuses();
        this.rejects = outlets.rejects();
        var cameraOutlets = new CameraOutlets(outlets.events(), this::changed, outlets.rejects());
        this.cameras =
                enabled.stream()
                        .map(
                                camera ->
                                        new Camera(
                                                camera,
                                                settings.host(),
                                                engine,
                                                cameraOutlets,
                                                new CameraMeters(registry, camera.id())))
                        .toList();
        long everyMs = settings.statusEvery().toMillis();
        var _ = reporter.scheduleAtFixedRate(this::report, everyMs, everyMs, TimeUnit.MILLISECONDS);
    }

    /**
     * Starts every enabled camera. A camera that cannot be opened is no failure of the pilot: it
     * shows in {@link #health}.
     *
     * @param engine shared by all cameras; stays the caller's to close, after the pilot
     */
    public static Pilot start(
            PilotSettings settings, Engine engine, Outlets outlets, MeterRegistry registry) {
        var pilot = new Pilot(settings, engine, outlets, registry);
        pilot.events.start(pilot.deliveries);
        pilot.cameras.forEach(Camera::start);
        return pilot;
    }

    private void changed(Camera camera) {
        report(camera);
    }

    private void report() {
        cameras.forEach(this::report);
    }

    private void report(Camera camera) {
        try {
            statuses.report(camera.status());
        } catch (RuntimeException e) {
            log.debug("camera={} report failed", camera.settings().id(), e);
        }
    }

    /** Every enabled camera as it is now. */
    public List<CameraStatus> statuses() {
        return cameras.stream().map(Camera::status).toList();
    }

    /**
     * Waits until every camera has stopped for good, as files do at their end, and all events are
     * delivered. A live camera never stops of its own.
     *
     * @return whether that came within the time
     */
    public boolean awaitEnd(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        for (var camera : cameras) {
            if (!camera.awaitEnd(Duration.ofNanos(Math.max(1, end - System.nanoTime())))) {
                return false;
            }
        }
        return events.awaitDelivered(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
    }

    @Override
    public String name() {
        return "pilot";
    }

    /**
     * Degraded when a camera or the way to the broker needs somebody's eye, down when events are
     * lost.
     */
    @Override
    public Health health() {
        var faults = new ArrayList<String>();
        for (var camera : cameras) {
            switch (camera.state()) {
                case CameraState.BackingOff(var reason, _, _) ->
                        faults.add("camera %s: %s".formatted(camera.settings().id(), reason));
                case CameraState.Connecting(var attempt) when attempt > 1 ->
                        faults.add("camera %s: connecting again".formatted(camera.settings().id()));
                case CameraState.Stopped(var reason, var fault) when fault ->
                        faults.add("camera %s: %s".formatted(camera.settings().id(), reason));
                case CameraState.Connecting _, CameraState.Streaming _, CameraState.Stopped _ -> {}
            }
        }
        switch (events.health()) {
            case Health.Up _ -> {}
            case Health.Degraded(var reason) -> faults.add(reason);
            case Health.Down(var reason) -> {
                faults.add(reason);
                return new Health.Down(String.join("; ", faults));
            }
        }
        return faults.isEmpty() ? Health.UP : new Health.Degraded(String.join("; ", faults));
    }

    @Override
    public void close() {
        reporter.shutdownNow();
        var closers =
                cameras.stream().map(camera -> Thread.ofVirtual().start(camera::close)).toList();
        for (var closer : closers) {
            try {
                closer.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
        rejects.close();
        events.close();
    }
}
