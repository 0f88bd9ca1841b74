package io.alpr.pilot;

import io.alpr.events.CameraStatus;
import io.alpr.events.PlateEvent;
import io.alpr.pilot.camera.ActiveCondition;
import io.alpr.pilot.camera.Camera;
import io.alpr.pilot.camera.CameraInstruments;
import io.alpr.pilot.camera.CameraOutlets;
import io.alpr.pilot.camera.CameraSettings;
import io.alpr.pilot.camera.CameraState;
import io.alpr.pilot.camera.PassListener;
import io.alpr.pilot.publish.DeliveryListener;
import io.alpr.pilot.publish.DeliveryMeters;
import io.alpr.pilot.publish.EventSink;
import io.alpr.pilot.publish.StatusSink;
import io.alpr.pilot.reject.RejectSink;
import io.alpr.service.Health;
import io.alpr.service.Part;
import io.alpr.vision.Engine;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The edge service: cameras to events. Each camera lives on a thread of its own and shares nothing
 * with the others but the engine and the sink. {@link #takeOver} changes which they are while it
 * runs. Safe for several threads.
 */
public final class Pilot implements Part {
    private static final Logger log = LoggerFactory.getLogger(Pilot.class);

    private final PilotSettings settings;
    private final EventSink events;
    private final Deliveries deliveries;
    private final RejectSink rejects;
    private final MeterRegistry registry;
    private final Fleet fleet;
    private final StatusReporter reporter;
    private volatile String refusal = "";

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
            listener.published(event, took);
        }

        @Override
        public void setAside(PlateEvent event, String reason) {
            meters.setAside(event, reason);
        }
    }

    private Pilot(PilotSettings settings, Engine engine, Outlets outlets, MeterRegistry registry) {
        this.settings = settings;
        this.events = outlets.events();
        this.registry = registry;
        this.deliveries =
                new Deliveries(new DeliveryMeters(registry, List.of()), outlets.listener());
        this.rejects = outlets.rejects();
        this.reporter =
                new StatusReporter(outlets.statuses(), settings.statusEvery(), this::cameras);
        var cameraOutlets =
                new CameraOutlets(outlets.events(), reporter::changed, outlets.rejects());
        this.fleet =
                new Fleet(
                        this::instruments,
                        (camera, measured) ->
                                new Camera(
                                        camera, settings.host(), engine, cameraOutlets, measured),
                        this::removed);
    }

    private Collection<Camera> cameras() {
        return fleet.cameras();
    }

    private CameraInstruments instruments(String cameraId) {
        deliveries.meters().expect(cameraId);
        return new CameraInstruments(registry, cameraId);
    }

    /** No gauge may go on telling of a camera that is there no more. */
    private void removed(Camera camera) {
        reporter.flush(camera);
        var id = camera.settings().id();
        deliveries.meters().forget(id);
        registry.getMeters().stream()
                .map(Meter::getId)
                .filter(meter -> id.equals(meter.getTag("camera_id")))
                .forEach(registry::remove);
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
        pilot.fleet.become(enabled(settings.cameras()));
        return pilot;
    }

    private static List<CameraSettings> enabled(List<CameraSettings> cameras) {
        return cameras.stream().filter(CameraSettings::enabled).toList();
    }

    /**
     * Looks at these cameras from now on: new ones start, missing and disabled ones stop, which
     * ends and publishes their passes, changed ones start again. A camera whose settings are the
     * same is not touched: it keeps its connection and its passes. After {@link #close} it does
     * nothing.
     *
     * @throws IllegalArgumentException if there are too many, or two with the same id; then nothing
     *     has changed
     */
    public TakeOver takeOver(List<CameraSettings> cameras) {
        var checked = new PilotSettings(settings.host(), cameras, settings.statusEvery());
        var taken = fleet.become(enabled(checked.cameras()));
        refusal = "";
        if (!taken.isNothing()) {
            log.info(
                    "cameras taken over, started={} restarted={} removed={}",
                    taken.started(),
                    taken.restarted(),
                    taken.removed());
        }
        return taken;
    }

    /**
     * A new configuration cannot be taken over: {@link #health} says so until one can.
     *
     * @param reason one line for an operator, no secrets
     */
    public void refused(String reason) {
        refusal = reason;
    }

    /** Every enabled camera as it is now. */
    public List<CameraStatus> statuses() {
        return fleet.cameras().stream().map(Camera::status).toList();
    }

    /**
     * Waits until every camera has stopped for good, as files do at their end, and all events are
     * delivered. A live camera never stops of its own.
     *
     * @return whether that came within the time
     */
    public boolean awaitEnd(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        for (var camera : fleet.cameras()) {
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
        if (!refusal.isEmpty()) {
            faults.add(refusal);
        }
        for (var camera : fleet.cameras()) {
            var name = "camera " + camera.settings().id();
            fault(camera).ifPresent(fault -> faults.add(name + ": " + fault));
            camera.conditions().forEach(active -> faults.add(name + ": " + described(active)));
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

    private static Optional<String> fault(Camera camera) {
        return switch (camera.state()) {
            case CameraState.BackingOff(var reason, _, _) -> Optional.of(reason);
            case CameraState.Connecting(var attempt) when attempt > 1 ->
                    Optional.of("connecting again: " + camera.trouble());
            case CameraState.Stopped(var reason, var fault) when fault -> Optional.of(reason);
            case CameraState.Connecting _, CameraState.Streaming _, CameraState.Stopped _ ->
                    Optional.empty();
        };
    }

    private static String described(ActiveCondition active) {
        return "%s since %s, %s; %s"
                .formatted(
                        active.condition().wireName(),
                        active.since().truncatedTo(ChronoUnit.SECONDS),
                        active.detail(),
                        active.condition().remedy());
    }

    @Override
    public void close() {
        fleet.close();
        reporter.close();
        rejects.close();
        events.close();
    }
}
