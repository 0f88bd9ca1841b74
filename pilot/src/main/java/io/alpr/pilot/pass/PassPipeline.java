package io.alpr.pilot.pass;

import io.alpr.pilot.source.SourceItem.Frame;
import io.alpr.vision.Engine;
import io.alpr.vision.detect.Detection;
import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.RgbPicture;
import io.alpr.vision.read.PlateReading;
import io.alpr.vision.read.PlateReading.Illegible;
import io.alpr.vision.read.PlateReading.Legible;
import io.alpr.vision.read.Sharpness;
import io.alpr.vision.track.PlateTracker;
import io.alpr.vision.track.Sighting;
import io.alpr.vision.track.TrackerSettings;
import io.alpr.vision.track.Update;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns the frames of one camera into publications: motion gate, detector, tracker, reader,
 * consensus over the track. The same frames give the same publications but for their latency.
 *
 * <p>While the gate sees a still picture, the detector rests and the tracker is told what was found
 * before: what does not move is still there, so a parked vehicle stays one pass.
 *
 * <p>One instance for each camera, used by one thread at a time; the engine may be shared.
 */
public final class PassPipeline {
    /** Rows of a plate that can be read well; lower crops weigh less. */
    private static final double FULL_WEIGHT_ROWS = 24;

    private static final double WEIGHT_MIN = 0.02;

    private final Place place;
    private final PassSettings settings;
    private final Engine engine;
    private final CameraMeters meters;
    private final EventMaker events;
    private MotionGate gate;
    private PlateTracker tracker = new PlateTracker(TrackerSettings.defaults());
    private final RecentPlates recent;
    private final Map<Long, Pass> passes = new TreeMap<>();
    private final Set<Long> confirmed = new HashSet<>();
    private Instant sourceStart = Instant.EPOCH;
    private List<Detection> lastFound = List.of();
    private @Nullable Frame lastFrame;

    public PassPipeline(Place place, PassSettings settings, Engine engine, CameraMeters meters) {
        this.place = place;
        this.settings = settings;
        this.engine = engine;
        this.meters = meters;
        this.events = new EventMaker(place, engine);
        this.gate = new MotionGate(settings.stillness());
        this.recent = new RecentPlates(settings.rejoin());
    }

    /**
     * A file, a connection or a scene of pictures begins. Its start makes the ids of its passes,
     * with the numbers of its tracks, which count from 1 anew; what came before must have ended.
     */
    public void begin(Instant start) {
        sourceStart = start;
        tracker = new PlateTracker(TrackerSettings.defaults());
        gate = new MotionGate(settings.stillness());
    }

    /** Takes the next frame, and gives what is to be published because of it. */
    public List<Publication> frame(Frame frame) {
        var out = new ArrayList<Publication>();
        long started = System.nanoTime();
        if (lastFrame != null && sizeChanged(lastFrame, frame)) {
            out.addAll(endPasses(lastFrame));
        }
        lastFrame = frame;
        boolean still = !gate.passes(frame.picture(), frame.pts());
        if (!still) {
            lastFound = detect(frame);
        }
        follow(frame, still, out);
        meters.activeTracks(passes.size());
        meters.processed(System.nanoTime() - started);
        return out;
    }

    private static boolean sizeChanged(Frame before, Frame after) {
        return before.picture().width() != after.picture().width()
                || before.picture().height() != after.picture().height();
    }

    private List<Detection> detect(Frame frame) {
        long started = System.nanoTime();
        var found = engine.detector().detect(frame.picture());
        meters.detected(System.nanoTime() - started, found.size());
        return found;
    }

    private void follow(Frame frame, boolean still, List<Publication> out) {
        var update = tracker.update(frame.pts(), lastFound);
        end(update.ended(), frame, out);
        for (var sighting : update.sightings()) {
            var pass = passes.computeIfAbsent(sighting.track(), track -> begun(track, frame));
            pass.seen(frame.instant());
            if (sighting.confirmed() && confirmed.add(sighting.track())) {
                meters.vehicle();
            }
        }
        read(frame, update, still);
        for (var sighting : update.sightings()) {
            publishIfAgreed(pass(sighting), frame, out);
        }
    }

    private Pass pass(Sighting sighting) {
        return Objects.requireNonNull(passes.get(sighting.track()), "every sighting has its pass");
    }

    private Pass begun(long track, Frame frame) {
        return new Pass(
                settings,
                new EventIdentity(place, sourceStart, frame.pts(), track, frame.instant()),
                frame.instant());
    }

    /** Reads the crops that are worth it, all in one call. */
    private void read(Frame frame, Update update, boolean still) {
        var wanted = new ArrayList<Sighting>();
        var crops = new ArrayList<RgbPicture>();
        for (var sighting : update.sightings()) {
            var pass = pass(sighting);
            var box = sighting.detection().box();
            if (!pass.identity().concluded(frame.pts()) && pass.wantsRead(box, still)) {
                pass.attempt(box);
                wanted.add(sighting);
                crops.add(engine.cut(frame.picture(), box));
            }
        }
        if (wanted.isEmpty()) {
            return;
        }
        long started = System.nanoTime();
        var readings = engine.reader().read(crops);
        meters.read(System.nanoTime() - started, crops.size());
        for (int i = 0; i < wanted.size(); i++) {
            take(wanted.get(i), crops.get(i), readings.get(i), frame);
        }
    }

    private void take(Sighting sighting, RgbPicture crop, PlateReading reading, Frame frame) {
        var box = sighting.detection().box();
        switch (reading) {
            case Legible legible -> pass(sighting).add(legible, frame, box, quality(crop, box));
            case Illegible(var refusal) -> meters.rejected(refusal);
        }
    }

    /** Sharp and large enough is 1. */
    private static double quality(RgbPicture crop, PixelBox box) {
        double size = Math.min(1, box.height() / FULL_WEIGHT_ROWS);
        return Math.clamp(Sharpness.of(crop) * size, WEIGHT_MIN, 1);
    }

    private void publishIfAgreed(Pass pass, Frame frame, List<Publication> out) {
        var identity = pass.identity();
        var published = identity.published();
        if (published != null) {
            recent.seen(published.text(), identity, frame.pts());
            if (!pass.readsOtherwise() || identity.concluded(frame.pts())) {
                return;
            }
        }
        pass.agreed()
                .ifPresent(
                        verdict -> {
                            if (published == null) {
                                rejoin(pass, verdict.text(), frame.pts());
                            }
                            publish(pass, List.of(), frame, out);
                        });
    }

    /** Finds out whether this is a plate that was lost for a moment. */
    private void rejoin(Pass pass, String text, Duration pts) {
        recent.find(text, pts)
                .ifPresent(
                        earlier -> {
                            pass.goOnAs(earlier);
                            meters.rejoined();
                        });
    }

    private void publish(Pass pass, List<String> flags, Frame frame, List<Publication> out) {
        var verdict = pass.verdict().orElseThrow();
        var picture = pass.picture(verdict.text());
        if (picture.isEmpty() || !pass.improves(verdict, picture.get())) {
            return;
        }
        out.add(events.publication(pass, verdict, picture.get(), flags, frame));
        recent.seen(verdict.text(), pass.identity(), frame.pts());
    }

    private void end(List<Long> tracks, Frame frame, List<Publication> out) {
        for (long track : tracks) {
            confirmed.remove(track);
            var pass = passes.remove(track);
            if (pass != null) {
                conclude(pass, frame, out);
            }
        }
    }

    private void conclude(Pass pass, Frame frame, List<Publication> out) {
        if (pass.verdict().isEmpty() || pass.identity().concluded(frame.pts())) {
            return;
        }
        if (pass.agreed().isPresent()) {
            publish(pass, List.of(), frame, out);
        } else if (pass.identity().published() == null) {
            if (settings.publishSingleReads()) {
                publish(pass, List.of("single_read"), frame, out);
            } else {
                meters.rejected("no_agreement");
            }
        }
    }

    /** The source is over: every pass ends. The pipeline may begin with another source. */
    public List<Publication> end() {
        var out = new ArrayList<Publication>();
        if (lastFrame != null) {
            out.addAll(endPasses(lastFrame));
        }
        lastFrame = null;
        meters.activeTracks(0);
        return out;
    }

    private List<Publication> endPasses(Frame frame) {
        var out = new ArrayList<Publication>();
        end(tracker.finish(), frame, out);
        passes.clear();
        confirmed.clear();
        recent.forgetAll();
        lastFound = List.of();
        return out;
    }
}
