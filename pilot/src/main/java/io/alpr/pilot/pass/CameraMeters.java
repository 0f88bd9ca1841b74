package io.alpr.pilot.pass;

import static io.alpr.pilot.metric.PilotMetric.ACTIVE_TRACKS;
import static io.alpr.pilot.metric.PilotMetric.CAMERA_LAG;
import static io.alpr.pilot.metric.PilotMetric.CAMERA_STATE;
import static io.alpr.pilot.metric.PilotMetric.DECODE_TIME;
import static io.alpr.pilot.metric.PilotMetric.DETECTION_TIME;
import static io.alpr.pilot.metric.PilotMetric.EVENTS_TURNED_AWAY;
import static io.alpr.pilot.metric.PilotMetric.EVIDENCE;
import static io.alpr.pilot.metric.PilotMetric.FPS;
import static io.alpr.pilot.metric.PilotMetric.FRAMES_DROPPED;
import static io.alpr.pilot.metric.PilotMetric.FRAMES_PROCESSED;
import static io.alpr.pilot.metric.PilotMetric.FRAMES_SKIPPED;
import static io.alpr.pilot.metric.PilotMetric.FRAMES_UNDECODABLE;
import static io.alpr.pilot.metric.PilotMetric.JPEG_TIME;
import static io.alpr.pilot.metric.PilotMetric.KEEP_TIME;
import static io.alpr.pilot.metric.PilotMetric.OCR_OPERATIONS;
import static io.alpr.pilot.metric.PilotMetric.OCR_TIME;
import static io.alpr.pilot.metric.PilotMetric.PASSES_PARTED;
import static io.alpr.pilot.metric.PilotMetric.PASSES_REJOINED;
import static io.alpr.pilot.metric.PilotMetric.PLATES_DETECTED;
import static io.alpr.pilot.metric.PilotMetric.PLATES_IGNORED;
import static io.alpr.pilot.metric.PilotMetric.PROCESSING_TIME;
import static io.alpr.pilot.metric.PilotMetric.READS_REJECTED;
import static io.alpr.pilot.metric.PilotMetric.VEHICLES_DETECTED;

import io.alpr.pilot.area.WatchedArea;
import io.alpr.pilot.evidence.Finding;
import io.alpr.pilot.metric.PilotMetric;
import io.micrometer.core.instrument.Counter;
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
    private final Timer keeping;

    /** Registers the meters of a camera. */
    public CameraMeters(MeterRegistry registry, String cameraId) {
        this.registry = registry;
        this.cameraId = cameraId;
        processed = counter(FRAMES_PROCESSED);
        skipped = counter(FRAMES_SKIPPED);
        vehicles = counter(VEHICLES_DETECTED);
        plates = counter(PLATES_DETECTED);
        reads = counter(OCR_OPERATIONS);
        turnedAway = counter(EVENTS_TURNED_AWAY);
        gaps = counter(FRAMES_UNDECODABLE);
        rejoined = counter(PASSES_REJOINED);
        parted = counter(PASSES_PARTED);
        processing = PROCESSING_TIME.histogram(registry, cameraId);
        detection = DETECTION_TIME.histogram(registry, cameraId);
        reading = OCR_TIME.histogram(registry, cameraId);
        decoding = DECODE_TIME.histogram(registry, cameraId);
        encoding = JPEG_TIME.histogram(registry, cameraId);
        keeping = KEEP_TIME.histogram(registry, cameraId);
        FPS.gauge(registry, frameRate, FrameRate::now, cameraId);
        ACTIVE_TRACKS.gauge(registry, activeTracks, AtomicInteger::get, cameraId);
        CAMERA_LAG.gauge(registry, this, meters -> meters.behind.toMillis() / 1e3, cameraId);
        for (var name : STATES) {
            CAMERA_STATE.gauge(
                    registry, this, meters -> meters.state.equals(name) ? 1 : 0, cameraId, name);
        }
    }

    /**
     * The camera is in another state.
     *
     * @param name {@code connecting}, {@code streaming}, {@code backing_off} or {@code stopped}
     */
    public void state(String name) {
        state = name;
    }

    private Counter counter(PilotMetric metric) {
        return metric.counter(registry, cameraId);
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
        keeping.record(nanos, java.util.concurrent.TimeUnit.NANOSECONDS);
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
        return evidence.computeIfAbsent(outcome, o -> EVIDENCE.counter(registry, cameraId, o));
    }

    /** Something could not be decoded. */
    public void gap() {
        gaps.increment();
    }

    /** Frames were thrown away, e.g. because detection was too slow for a live camera. */
    public void dropped(String reason, long frames) {
        drops.computeIfAbsent(reason, r -> FRAMES_DROPPED.counter(registry, cameraId, r))
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
                        r -> PLATES_IGNORED.counter(registry, cameraId, r))
                .increment();
    }

    void rejected(String reason) {
        rejects.computeIfAbsent(reason, r -> READS_REJECTED.counter(registry, cameraId, r))
                .increment();
    }
}
