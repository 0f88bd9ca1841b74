package io.alpr.app.check;

import io.alpr.pilot.source.BackgroundSource;
import io.alpr.pilot.source.BackgroundSource.WhenFull;
import io.alpr.pilot.source.FrameBudget;
import io.alpr.pilot.source.FrameSource;
import io.alpr.pilot.source.SourceAddress;
import io.alpr.pilot.source.SourceFailure;
import io.alpr.pilot.source.SourceItem;
import io.alpr.pilot.source.SourceItem.End;
import io.alpr.pilot.source.SourceItem.Ending;
import io.alpr.pilot.source.SourceItem.Frame;
import io.alpr.pilot.source.SourceItem.Gap;
import io.alpr.pilot.source.SourceKind;
import io.alpr.pilot.source.SourceOptions;
import io.alpr.pilot.source.Sources;
import io.alpr.vision.Engine;
import io.alpr.vision.Plate;
import io.alpr.vision.detect.Detection;
import io.alpr.vision.image.Annotation;
import io.alpr.vision.image.Drawing;
import io.alpr.vision.image.RgbPicture;
import io.alpr.vision.image.YuvPicture;
import io.alpr.vision.read.PlateReading.Illegible;
import io.alpr.vision.read.PlateReading.Legible;
import io.alpr.vision.read.Sharpness;
import io.alpr.vision.track.PlateTracker;
import io.alpr.vision.track.TrackerSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a camera or file for some seconds: every frame is timed, five a second are searched for
 * plates, as a pilot does by default. One run, one thread.
 */
final class Observer {
    /** Every frame, whatever the camera's rate. */
    private static final double ALL_FRAMES = 1000;

    private static final double LOOKS_A_SECOND = 5;

    private final Engine engine;
    private final Duration time;
    private final FrameBudget budget = new FrameBudget(LOOKS_A_SECOND);
    private final PlateTracker tracker;
    private final List<Exposure> looks = new ArrayList<>();
    private final List<Sight> sights = new ArrayList<>();
    private @Nullable YuvPicture best;
    private List<Plate> bestPlates = List.of();
    private double bestWorth = -1;

    Observer(Engine engine, Duration time) {
        this.engine = engine;
        double sure = engine.detector().threshold();
        this.tracker = new PlateTracker(TrackerSettings.beginningAt(sure, sure));
        this.time = time;
    }

    /**
     * @throws SourceFailure if it cannot be opened or gives no frame; without its password
     */
    Observation observe(SourceAddress address) throws SourceFailure {
        if (address.kind() instanceof SourceKind.Folder) {
            // To look at its pictures is to have read them, and the camera would never see them.
            throw new SourceFailure(
                    "camera check looks at cameras and videos, and this is a folder of pictures: "
                            + address
                            + "; try ./alpr recognize with it");
        }
        long begun = System.nanoTime();
        var options = SourceOptions.of(ALL_FRAMES);
        try (var timed = new TimedSource(Sources.open(address, options));
                var frames = fetched(timed, address.isLive())) {
            var breakOff = watch(frames, address.isLive());
            var arrivals = timed.arrivals();
            if (arrivals.isEmpty()) {
                throw new SourceFailure("no frame came (%s): %s".formatted(breakOff, address));
            }
            return new Observation(
                    address.isLive(),
                    timed.info(),
                    Duration.ofNanos(arrivals.getFirst().nanos() - begun),
                    arrivals,
                    timed.undecodable(),
                    breakOff,
                    looks,
                    sights,
                    drawn());
        }
    }

    /** A camera does not wait for our looking; a file does. */
    private static FrameSource fetched(TimedSource timed, boolean live) {
        return live ? new BackgroundSource(timed, WhenFull.DROP_OLDEST, "camera-check") : timed;
    }

    /** Until the time is over; gives why the source ended before, or nothing. */
    private String watch(FrameSource frames, boolean live) {
        long begun = 0;
        while (true) {
            switch (frames.next()) {
                case Frame frame -> {
                    begun = begun == 0 ? System.nanoTime() : begun;
                    var seen = live ? Duration.ofNanos(System.nanoTime() - begun) : frame.pts();
                    if (seen.compareTo(time) > 0) {
                        return "";
                    }
                    if (budget.takes(frame.pts())) {
                        look(frame);
                    }
                }
                case Gap _, SourceItem.Lull _ -> {}
                case End(var ending, var reason) -> {
                    return ending == Ending.FINISHED ? "" : reason;
                }
            }
        }
    }

    private void look(Frame frame) {
        var picture = frame.picture();
        looks.add(Exposure.of(picture, picture.bounds()));
        // Also what hardly is a plate: that it cannot be read is what the fitter is to be told.
        var plates = engine.finds(picture);
        var byDetection = new HashMap<Detection, Plate>();
        plates.forEach(plate -> byDetection.put(plate.detection(), plate));
        double worth = 0;
        var found = plates.stream().map(Plate::detection).toList();
        for (var sighting : tracker.update(frame.pts(), found).sightings()) {
            var plate = byDetection.get(sighting.detection());
            if (plate != null) {
                var sight = sight(sighting.track(), plate, sighting.velocity().speed(), picture);
                sights.add(sight);
                worth += sight.box().height() * (0.1 + sight.confidence());
            }
        }
        if (worth >= bestWorth) {
            bestWorth = worth;
            best = picture;
            bestPlates = plates;
        }
    }

    private Sight sight(long track, Plate plate, double speed, YuvPicture picture) {
        var box = plate.detection().box();
        var confidence =
                switch (plate.reading()) {
                    case Legible legible -> legible.confidence();
                    case Illegible _ -> 0;
                };
        return new Sight(
                track,
                box,
                speed,
                Sharpness.of(engine.cut(picture, box)),
                Exposure.of(picture, box).clipped(),
                confidence);
    }

    private @Nullable RgbPicture drawn() {
        if (best == null) {
            return null;
        }
        var notes = bestPlates.stream().map(Observer::note).toList();
        return Drawing.annotate(best.crop(best.bounds()), notes);
    }

    private static Annotation note(Plate plate) {
        var box = plate.detection().box();
        var size = "%dx%d".formatted(box.width(), box.height());
        return new Annotation(
                box,
                switch (plate.reading()) {
                    case Legible legible -> legible.text() + " " + size;
                    case Illegible _ -> size;
                });
    }
}
