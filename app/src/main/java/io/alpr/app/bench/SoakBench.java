package io.alpr.app.bench;

import io.alpr.pilot.Pilot;
import io.alpr.pilot.PilotSettings;
import io.alpr.pilot.camera.CameraSettings;
import io.alpr.pilot.camera.CameraSettings.Pace;
import io.alpr.pilot.camera.PassListener;
import io.alpr.pilot.pass.PassSettings;
import io.alpr.pilot.publish.outbox.Outbox;
import io.alpr.pilot.publish.outbox.OutboxSettings;
import io.alpr.pilot.source.SourceAddress;
import io.alpr.pilot.source.SourceOptions.Hardware;
import io.alpr.pilot.source.SourceStart;
import io.alpr.vision.Engine;
import io.alpr.vision.synth.Light;
import io.alpr.vision.synth.PlateStyle;
import io.alpr.vision.synth.SceneFormat;
import io.alpr.vision.synth.SceneSettings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Many cameras at once for many minutes: what this machine can take, what it drops, and whether
 * memory grows. Cameras start one after the other, as real ones do not nod in step.
 */
public final class SoakBench {
    private static final Duration STREET = Duration.ofMinutes(1);

    /** That a camera may take until its first frame comes. */
    private static final Duration CONNECTING = Duration.ofSeconds(4);

    private static final int RATE = 10;

    /** What a camera of this size and rate sends. */
    private static final int KILOBITS = 2000;

    private static final int VEHICLES = 16;
    private static final long SEED = 21;
    private static final int SAMPLE_SECONDS = 10;

    private final Engine engine;
    private final Consumer<String> progress;

    /**
     * What is watched.
     *
     * @param addresses of the cameras
     * @param street whether each of them plays the street over and over, from its beginning, so
     *     that its passes are known
     * @param minutes how long, from when the last of them has started, at least 1
     * @param framesPerSecond of each camera that are looked at at most
     */
    public record Plan(
            List<String> addresses, boolean street, int minutes, double framesPerSecond) {
        public Plan {
            addresses = List.copyOf(addresses);
            if (addresses.isEmpty() || minutes < 1) {
                throw new IllegalArgumentException(
                        "a soak wants a camera and a minute at least, got: %d cameras, %d minutes"
                                .formatted(addresses.size(), minutes));
            }
        }
    }

    /**
     * @param engine for video; stays the caller's
     * @param progress told in words what is done
     */
    public SoakBench(Engine engine, Consumer<String> progress) {
        this.engine = engine;
        this.progress = progress;
    }

    /** The street of 1280x720 at ten frames a second, a minute of it, drawn if it is not there. */
    public Path street(Path folder) throws IOException, InterruptedException {
        var footage = footage();
        return X264File.of(
                footage,
                folder,
                done -> progress.accept("drawing %d of %d".formatted(done, footage.frames())));
    }

    private static TrafficFootage footage() {
        var format = SceneFormat.hd(RATE, STREET);
        var styles = List.of(PlateStyle.values());
        return new TrafficFootage(
                "soak-street-2m",
                new SceneSettings(SEED, format, Light.DAY, VEHICLES, styles, 20),
                KILOBITS);
    }

    /** Watches them all for so long. */
    public SoakReport watch(Plan plan) throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("alpr-bench");
        var meters = new SimpleMeterRegistry();
        try (var outbox = Outbox.open(new OutboxSettings(folder, 8L << 30))) {
            var kept = new KeptEvents(outbox);
            var outlets = new Pilot.Outlets(kept, _ -> {}, PassListener.NONE);
            var started = new LinkedHashMap<String, Long>();
            try (var pilot =
                    Pilot.start(PilotSettings.of("", List.of()), engine, outlets, meters)) {
                begin(plan, pilot, started);
                var samples = samples(plan);
                var watched = new TreeMap<String, Duration>();
                long now = System.nanoTime();
                started.forEach((camera, at) -> watched.put(camera, Duration.ofNanos(now - at)));
                return report(plan, watched, samples, meters, kept);
            }
        } finally {
            Scratch.delete(folder);
        }
    }

    private void begin(Plan plan, Pilot pilot, Map<String, Long> started)
            throws InterruptedException {
        var cameras = new ArrayList<CameraSettings>();
        long apart = STREET.toMillis() / plan.addresses().size();
        for (var address : plan.addresses()) {
            var id = "soak-" + (cameras.size() + 1);
            progress.accept("starting " + id);
            cameras.add(camera(id, address, plan));
            pilot.takeOver(cameras);
            started.put(id, System.nanoTime());
            TimeUnit.MILLISECONDS.sleep(apart);
        }
    }

    private static CameraSettings camera(String id, String address, Plan plan) {
        var source = new SourceAddress(address);
        boolean file = !source.isLive();
        var video =
                new CameraSettings.Video(
                        source,
                        SourceStart.FROM_FILE,
                        plan.framesPerSecond(),
                        file,
                        file ? Pace.REAL : Pace.FAST,
                        Duration.ofSeconds(5),
                        Hardware.OFF,
                        Map.of());
        return new CameraSettings(id, id, "", "UNKNOWN", true, video, PassSettings.defaults());
    }

    private List<MemorySample> samples(Plan plan) throws IOException, InterruptedException {
        var samples = new ArrayList<MemorySample>();
        long begun = System.nanoTime();
        long cpu = MemorySample.cpuNanos();
        for (int minute = 1; minute <= plan.minutes(); minute++) {
            long most = 0;
            for (int second = 0; second < 60; second += SAMPLE_SECONDS) {
                TimeUnit.SECONDS.sleep(SAMPLE_SECONDS);
                most = Math.max(most, MemorySample.resident());
            }
            var sample =
                    MemorySample.now(
                            minute, most, MemorySample.cpuNanos() - cpu, System.nanoTime() - begun);
            samples.add(sample);
            progress.accept(
                    "minute %d of %d: resident %d MiB, heap in use %d MiB, %.2f processors"
                            .formatted(
                                    minute,
                                    plan.minutes(),
                                    sample.residentMib(),
                                    sample.heapMib(),
                                    sample.processors()));
        }
        return samples;
    }

    private static SoakReport report(
            Plan plan,
            Map<String, Duration> watched,
            List<MemorySample> samples,
            MeterRegistry meters,
            KeptEvents kept) {
        var drops = new TreeMap<String, Long>();
        for (var counter : meters.find("alpr.frames.dropped").counters()) {
            var reason = String.valueOf(counter.getId().getTag("reason"));
            drops.merge(reason, (long) counter.count(), Long::sum);
        }
        drops.values().removeIf(count -> count == 0);
        var frames =
                new SoakReport.Frames(
                        count(meters, "alpr.frames.processed"),
                        count(meters, "alpr.frames.skipped"),
                        drops);
        var loops = new LoopCount(footage().passes());
        if (plan.street()) {
            watched.forEach(
                    (camera, time) ->
                            loops.add(
                                    kept.plates(camera),
                                    (int) time.minus(CONNECTING).dividedBy(STREET)));
        }
        return new SoakReport(
                plan.addresses().size(),
                plan.minutes(),
                watched.values().stream().mapToDouble(time -> time.toNanos() / 1e9).sum(),
                frames,
                samples,
                plan.street() ? Optional.of(loops.passes()) : Optional.empty(),
                kept.plates().size());
    }

    private static long count(MeterRegistry meters, String name) {
        return (long) meters.find(name).counters().stream().mapToDouble(Counter::count).sum();
    }
}
