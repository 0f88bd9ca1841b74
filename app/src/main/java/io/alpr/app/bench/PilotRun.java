package io.alpr.app.bench;

import io.alpr.pilot.Pilot;
import io.alpr.pilot.PilotSettings;
import io.alpr.pilot.camera.CameraSettings;
import io.alpr.pilot.camera.PassListener;
import io.alpr.pilot.pass.PassSettings;
import io.alpr.pilot.publish.outbox.Outbox;
import io.alpr.pilot.publish.outbox.OutboxSettings;
import io.alpr.pilot.source.SourceAddress;
import io.alpr.pilot.source.SourceFailure;
import io.alpr.pilot.source.SourceItem;
import io.alpr.pilot.source.SourceOptions;
import io.alpr.pilot.source.SourceStart;
import io.alpr.pilot.source.Sources;
import io.alpr.service.StartFailure;
import io.alpr.vision.Engine;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One run of a whole pilot over a file, from decoding to the outbox on disk.
 *
 * @param seconds it took
 * @param detections that it made
 * @param plates the text of each event as it was said last
 * @param stages milliseconds of each stage by name
 */
record PilotRun(double seconds, long detections, List<String> plates, List<Stage> stages) {
    private static final String CAMERA = "bench";
    private static final Duration TIME_MAX = Duration.ofMinutes(30);
    private static final double HALF = 0.5;
    private static final double NEARLY_ALL = 0.95;

    /** The pilot's timers, and what each is called here. */
    private static final Map<String, String> TIMERS =
            Map.of(
                    "alpr.detection.time", "detect",
                    "alpr.ocr.time", "read",
                    "alpr.processing.time", "frame");

    /**
     * Times of one stage.
     *
     * @param name of the stage
     * @param count how often it ran
     * @param p50 ms, half of the calls took no longer
     * @param p95 ms, 95 of 100 took no longer
     */
    public record Stage(String name, long count, double p50, double p95) {}

    /** Reads the file as fast as it goes. */
    static PilotRun of(Path file, double framesPerSecond, Engine engine)
            throws IOException, InterruptedException {
        return of(file, framesPerSecond, engine, PassSettings.defaults());
    }

    /** The same with a detector that does not rest while nothing moves. */
    static PilotRun restless(Path file, double framesPerSecond, Engine engine)
            throws IOException, InterruptedException {
        var restless = PassSettings.defaults().withStillness(Duration.ZERO);
        return of(file, framesPerSecond, engine, restless);
    }

    private static PilotRun of(
            Path file, double framesPerSecond, Engine engine, PassSettings settings)
            throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("alpr-bench");
        var meters = registry();
        try (var outbox = Outbox.open(new OutboxSettings(folder, 1L << 30))) {
            var kept = new KeptEvents(outbox);
            long started = System.nanoTime();
            pass(video(file, framesPerSecond), settings, engine, kept, meters);
            double seconds = (System.nanoTime() - started) / 1e9;
            var stages = stages(meters);
            long detections =
                    stages.stream()
                            .filter(stage -> stage.name().equals("detect"))
                            .mapToLong(Stage::count)
                            .sum();
            return new PilotRun(seconds, detections, kept.plates(), stages);
        } finally {
            Scratch.delete(folder);
        }
    }

    private static CameraSettings.Video video(Path file, double framesPerSecond) {
        return new CameraSettings.Video(
                new SourceAddress(file.toString()),
                SourceStart.FROM_FILE,
                framesPerSecond,
                false,
                Duration.ofSeconds(5),
                Map.of());
    }

    private static void pass(
            CameraSettings.Video video,
            PassSettings settings,
            Engine engine,
            KeptEvents kept,
            MeterRegistry meters)
            throws InterruptedException {
        var camera = new CameraSettings(CAMERA, CAMERA, "", "UNKNOWN", true, video, settings);
        var outlets = new Pilot.Outlets(kept, _ -> {}, PassListener.NONE);
        try (var pilot =
                Pilot.start(PilotSettings.of("", List.of(camera)), engine, outlets, meters)) {
            if (!pilot.awaitEnd(TIME_MAX)) {
                throw new StartFailure(
                        "%s: not read within %s".formatted(video.source(), TIME_MAX));
            }
        }
    }

    /**
     * Seconds that FFmpeg takes to decode the file and do nothing with it, by as many threads as
     * the pilot gives it.
     */
    static double decodeOnly(Path file) {
        int threads = Math.min(4, Runtime.getRuntime().availableProcessors());
        var options =
                new SourceOptions(
                        SourceStart.FROM_FILE,
                        0.001,
                        Duration.ofSeconds(5),
                        threads,
                        SourceOptions.Hardware.OFF,
                        Map.of());
        long started = System.nanoTime();
        try (var source = Sources.open(new SourceAddress(file.toString()), options)) {
            SourceItem item;
            do {
                item = source.next();
            } while (!(item instanceof SourceItem.End));
        } catch (SourceFailure e) {
            throw new StartFailure(e.reason(), e);
        }
        return (System.nanoTime() - started) / 1e9;
    }

    private static MeterRegistry registry() {
        var registry = new SimpleMeterRegistry();
        registry.config().meterFilter(new Percentiles());
        return registry;
    }

    private static final class Percentiles implements MeterFilter {
        @Override
        public DistributionStatisticConfig configure(
                Meter.Id id, DistributionStatisticConfig config) {
            return DistributionStatisticConfig.builder()
                    .percentiles(HALF, NEARLY_ALL)
                    .expiry(TIME_MAX)
                    .build()
                    .merge(config);
        }
    }

    private static List<Stage> stages(MeterRegistry meters) {
        var stages = new ArrayList<Stage>();
        TIMERS.forEach(
                (timer, _) -> meters.find(timer).timers().forEach(t -> stages.add(stage(t))));
        stages.sort(Comparator.comparing(Stage::name));
        return List.copyOf(stages);
    }

    private static Stage stage(Timer timer) {
        var snapshot = timer.takeSnapshot();
        double[] values = new double[2];
        for (var value : snapshot.percentileValues()) {
            values[value.percentile() == HALF ? 0 : 1] = value.value(TimeUnit.MILLISECONDS);
        }
        var name = TIMERS.getOrDefault(timer.getId().getName(), timer.getId().getName());
        return new Stage(name, snapshot.count(), values[0], values[1]);
    }
}
