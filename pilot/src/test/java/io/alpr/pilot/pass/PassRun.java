package io.alpr.pilot.pass;

import io.alpr.events.PictureMessage;
import io.alpr.events.PlateEvent;
import io.alpr.pilot.BarEngine;
import io.alpr.pilot.BarStreet;
import io.alpr.pilot.evidence.SecondSight;
import io.alpr.pilot.reject.Reject;
import io.alpr.pilot.source.SourceItem.Frame;
import io.alpr.vision.Engine;
import io.alpr.vision.image.RgbPicture;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;

/** Frames through a pipeline at five a second, and all that comes out. */
final class PassRun {
    static final Instant START = Instant.parse("2026-03-04T05:06:07Z");
    static final int RATE = 5;

    /** When frame 0 arrived: so long ago that nobody waits for later ones. */
    private final long epoch = System.nanoTime() - Duration.ofSeconds(20).toNanos();

    private final BarEngine bars = new BarEngine();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final CameraMeters meters = new CameraMeters(registry, "gate");
    private final List<PlateEvent> events = new ArrayList<>();
    private final List<PictureMessage> pictures = new ArrayList<>();
    private final List<Integer> publishedAt = new ArrayList<>();
    private final List<Reject> rejects = new ArrayList<>();
    private final List<Integer> rejectedAt = new ArrayList<>();
    private int now;

    BarEngine bars() {
        return bars;
    }

    Lane pipeline(Engine engine, PassSettings settings) {
        return pipeline(engine, settings, "UNKNOWN");
    }

    Lane pipeline(Engine engine, PassSettings settings, String region) {
        return pipeline(engine, settings, region, SecondSight.NONE);
    }

    /** One that looks for its pictures in an evidence stream. */
    Lane pipeline(Engine engine, SecondSight sight) {
        return pipeline(engine, PassSettings.defaults(), "UNKNOWN", sight);
    }

    private Lane pipeline(Engine engine, PassSettings settings, String region, SecondSight sight) {
        var passes =
                new PassPipeline(
                        new Place("gate", "site", "host", region),
                        settings,
                        engine,
                        meters,
                        reject -> {
                            rejects.add(reject);
                            rejectedAt.add(now);
                        },
                        sight);
        var lane = new Lane(new Lookout(settings, engine.detector(), meters), passes);
        lane.begin(START);
        return lane;
    }

    /** Plays a street to its end. */
    void feed(Lane pipeline, int frames, IntFunction<RgbPicture> street) {
        for (now = 0; now < frames; now++) {
            take(pipeline.frame(inStep(street.apply(now), now)));
        }
        take(pipeline.end());
        try {
            take(pipeline.afterwards());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void take(List<Publication> publications) {
        for (var publication : publications) {
            events.add(publication.event());
            pictures.addAll(publication.pictures());
            publishedAt.add(now);
        }
    }

    /** Every revision in its order. */
    List<PlateEvent> events() {
        return List.copyOf(events);
    }

    /** Every picture of every revision. */
    List<PictureMessage> pictures() {
        return List.copyOf(pictures);
    }

    /** For each revision the frame that brought it; beyond the last frame for the end. */
    List<Integer> publishedAt() {
        return List.copyOf(publishedAt);
    }

    List<Reject> rejects() {
        return List.copyOf(rejects);
    }

    /** For each reject the frame that brought it. */
    List<Integer> rejectedAt() {
        return List.copyOf(rejectedAt);
    }

    Map<String, Long> rejectCounts() {
        return meters.rejects();
    }

    /** The count of a meter with a reason, 0 where nothing was counted. */
    double count(String meter, String reason) {
        var counter = registry.find(meter).tag("reason", reason).counter();
        return counter == null ? 0 : counter.count();
    }

    /** Second looks with this outcome. */
    double evidence(String outcome) {
        var counter = registry.find("alpr.evidence").tag("outcome", outcome).counter();
        return counter == null ? 0 : counter.count();
    }

    /** The count of a meter. */
    double count(String meter) {
        return registry.get(meter).counter().count();
    }

    /** The highest revisions, in the order of the first ones. */
    List<PlateEvent> archived() {
        var last = new LinkedHashMap<UUID, PlateEvent>();
        events.forEach(event -> last.put(event.id().eventId(), event));
        return List.copyOf(last.values());
    }

    /** The texts of the highest revisions. */
    List<String> texts() {
        return archived().stream().map(event -> event.plate().normalized()).toList();
    }

    /** A frame of this run, arrived as long after its first one as it was taken. */
    Frame inStep(RgbPicture rgb, int index) {
        var frame = frame(rgb, index);
        return frame.arrived(epoch + frame.pts().toNanos());
    }

    static Frame frame(RgbPicture rgb, int index) {
        var pts = Duration.ofMillis(1000L * index / RATE);
        return new Frame(BarStreet.grey(rgb), pts, START.plus(pts), index, System.nanoTime());
    }
}
