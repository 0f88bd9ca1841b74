package io.alpr.pilot.pass;

import io.alpr.pilot.area.WatchedArea;
import io.alpr.pilot.evidence.Finding;
import io.alpr.service.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Everything that is counted and timed about one camera, under the contract's names, with the label
 * {@code camera_id}. Safe for several threads.
 */
public final class CameraMeters {
    private static final List<String> STATES =
            List.of("connecting", "streaming", "backing_off", "stopped");

    private final MeterRegistry registry;
    private final String cameraId;
    private final AtomicInteger activeTracks = new AtomicInteger();
    private final FrameRate frameRate = new FrameRate();
    private final Map<String, Counter> rejects = new ConcurrentHashMap<>();
    private final Map<String, Counter> drops = new ConcurrentHashMap<>();
    private final Map<String, Counter> ignored = new ConcurrentHashMap<>();
    private final Map<String, Counter> evidence = new ConcurrentHashMap<>();
    private volatile String state = "";
    private volatile Duration behind = Duration.ZERO;
    private final Counter processed;
    private final Counter skipped;
    private final Counter vehicles;
    private final Counter plates;
    private final Counter reads;
    private final Counter turnedAway;
    private final Counter gaps;
    private final Counter rejoined;
    private final Counter parted;
    private final Timer processing;
    private final Timer detection;
    private final Timer reading;
    private final Timer decoding;
    private final Timer encoding;
    private final Timer publishing;

    /** Registers the meters of a camera. */
    public CameraMeters(MeterRegistry registry, String cameraId) {
        this.registry = registry;
        this.cameraId = cameraId;
        processed = counter("alpr.frames.processed", "Frames that went through the pipeline");
        skipped = counter("alpr.frames.skipped", "Frames passed over by the frame budget");
        vehicles = counter("alpr.vehicles.detected", "Vehicles whose plate was followed");
        plates = counter("alpr.plates.detected", "Plates found in frames");
        reads = counter("alpr.ocr.operations", "Plate crops given to the reader");
        turnedAway = counter("alpr.events.turned.away", "Events that the full outbox did not take");
        gaps = counter("alpr.frames.undecodable", "Packets or frames that could not be decoded");
        rejoined = counter("alpr.passes.rejoined", "Tracks that went on with an earlier pass");
        parted = counter("alpr.passes.parted", "Tracks in which another vehicle took the place");
        processing = timer("alpr.processing.time", "Time of one frame through the pipeline");
        detection = timer("alpr.detection.time", "Time of one detection");
        reading = timer("alpr.ocr.time", "Time of one call of the reader");
        decoding =
                timer(
                        "alpr.decode.time",
                        "Work of FFmpeg for one frame, passed over ones included");
        encoding = timer("alpr.jpeg.time", "Time of encoding one picture of an event");
        publishing = timer("alpr.publish.time", "From offering an event to the outbox until kept");
        gauge("alpr.fps", "Frames a second over the last ten seconds", frameRate, FrameRate::now);
        gauge("alpr.active.tracks", "Plates followed now", activeTracks, AtomicInteger::get);
        Gauge.builder("alpr.camera.lag", this, meters -> meters.behind.toMillis() / 1e3)
                .description("How far decoding is behind what the camera sends")
                .baseUnit("seconds")
                .tag("camera_id", cameraId)
                .strongReference(true)
                .register(registry);
        STATES.forEach(this::stateGauge);
    }

    private void stateGauge(String name) {
        Gauge.builder("alpr.camera.state", this, meters -> meters.state.equals(name) ? 1 : 0)
                .description("1 for the state that the camera is in, 0 for the others")
                .tags("camera_id", cameraId, "state", name)
                .strongReference(true)
                .register(registry);
    }

    /**
     * The camera is in another state.
     *
     * @param name {@code connecting}, {@code streaming}, {@code backing_off} or {@code stopped}
     */
    public void state(String name) {
        state = name;
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name)
                .description(description)
                .tag("camera_id", cameraId)
                .register(registry);
    }

    private Counter counter(String name, String description, String reason) {
        return Counter.builder(name)
                .description(description)
                .tags("camera_id", cameraId, "reason", reason)
                .register(registry);
    }

    private Timer timer(String name, String description) {
        return Meters.histogram(registry, name, description, "camera_id", cameraId);
    }

    private <T> void gauge(
            String name,
            String description,
            T subject,
            java.util.function.ToDoubleFunction<T> value) {
        Gauge.builder(name, subject, value)
                .description(description)
                .tag("camera_id", cameraId)
                .strongReference(true)
                .register(registry);
    }

    /** Decoding is so far behind the camera. */
    public void behind(Duration lag) {
        behind = lag;
    }

    /** Frames were decoded and passed over. */
    public void skipped(long frames) {
        skipped.increment((double) frames);
    }

    /** A frame is through the pipeline. */
    public void processed(long nanos) {
        processed.increment();
        frameRate.tick();
        processing.record(nanos, java.util.concurrent.TimeUnit.NANOSECONDS);
    }

    /** FFmpeg gave a frame; not counted where it is not known what that took. */
    public void decoded(long nanos) {
        if (nanos > 0) {
            decoding.record(nanos, java.util.concurrent.TimeUnit.NANOSECONDS);
        }
    }

    /** A picture was encoded. */
    public void encoded(long nanos) {
        encoding.record(nanos, java.util.concurrent.TimeUnit.NANOSECONDS);
    }

    /** An event was offered until it was kept. */
    public void kept(long nanos) {
        publishing.record(nanos, java.util.concurrent.TimeUnit.NANOSECONDS);
    }

    /** There is an evidence stream: its outcomes are shown before they come. */
    public void expectEvidence() {
        evidenceCounter("used");
        for (var reason : Finding.Reason.values()) {
            evidenceCounter(reason.wireName());
        }
    }

    void evidence(String outcome) {
        evidenceCounter(outcome).increment();
    }

    private Counter evidenceCounter(String outcome) {
        return evidence.computeIfAbsent(
                outcome,
                o ->
                        Counter.builder("alpr.evidence")
                                .description("Second looks at the evidence stream, by outcome")
                                .tags("camera_id", cameraId, "outcome", o)
                                .register(registry));
    }

    /** Something could not be decoded. */
    public void gap() {
        gaps.increment();
    }

    /** Frames were thrown away, e.g. because detection was too slow for a live camera. */
    public void dropped(String reason, long frames) {
        drops.computeIfAbsent(
                        reason,
                        r -> counter("alpr.frames.dropped", "Frames thrown away, by reason", r))
                .increment((double) frames);
    }

    /** An event was read, and nothing took it. */
    public void turnedAway() {
        turnedAway.increment();
    }

    /** Frames a second over the last ten seconds. */
    public double framesPerSecond() {
        return frameRate.now();
    }

    /** Frames thrown away since the start. */
    public long drops() {
        return (long) drops.values().stream().mapToDouble(Counter::count).sum();
    }

    /** The same by reason. */
    public Map<String, Long> dropsByReason() {
        var counts = new TreeMap<String, Long>();
        drops.forEach((reason, counter) -> counts.put(reason, (long) counter.count()));
        return counts;
    }

    /** Refused reads and passes since the start, by reason. */
    public Map<String, Long> rejects() {
        var counts = new TreeMap<String, Long>();
        rejects.forEach((reason, counter) -> counts.put(reason, (long) counter.count()));
        return counts;
    }

    void detected(long nanos, int found) {
        detection.record(nanos, java.util.concurrent.TimeUnit.NANOSECONDS);
        plates.increment(found);
    }

    void read(long nanos, int crops) {
        reading.record(nanos, java.util.concurrent.TimeUnit.NANOSECONDS);
        reads.increment(crops);
    }

    void vehicle() {
        vehicles.increment();
    }

    void parted() {
        parted.increment();
    }

    void rejoined() {
        rejoined.increment();
    }

    void activeTracks(int tracks) {
        activeTracks.set(tracks);
    }

    /** A plate was found where none is followed. */
    void ignored(WatchedArea.Placement placement) {
        ignored.computeIfAbsent(
                        placement.name().toLowerCase(Locale.ROOT),
                        r ->
                                counter(
                                        "alpr.plates.ignored",
                                        "Plates found in frames outside the zone or in a mask, by reason",
                                        r))
                .increment();
    }

    void rejected(String reason) {
        rejects.computeIfAbsent(
                        reason,
                        r ->
                                counter(
                                        "alpr.reads.rejected",
                                        "Refused reads and passes, by reason",
                                        r))
                .increment();
    }
}
