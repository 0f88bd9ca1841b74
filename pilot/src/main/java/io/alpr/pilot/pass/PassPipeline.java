package io.alpr.pilot.pass;

import io.alpr.pilot.evidence.PictureEncoder;
import io.alpr.pilot.evidence.SecondSight;
import io.alpr.pilot.pass.CropReader.Seen;
import io.alpr.pilot.pass.Lingering.Leaving;
import io.alpr.pilot.reject.Reject;
import io.alpr.pilot.reject.RejectSink;
import io.alpr.pilot.source.SourceItem.Frame;
import io.alpr.vision.Engine;
import io.alpr.vision.image.PixelSize;
import io.alpr.vision.read.Verdict;
import io.alpr.vision.track.PlateTracker;
import io.alpr.vision.track.TrackerSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a {@link Lookout} sees in the frames of one camera into publications: tracker, reader,
 * consensus over the track. The same frames give the same publications but for their latency.
 *
 * <p>While the gate sees a still picture, the detector rests and the tracker is told what was found
 * before: what does not move is still there, so a parked vehicle stays one pass.
 *
 * <p>One instance for each camera, used by one thread at a time; the engine may be shared.
 */
public final class PassPipeline {
    private static final Duration FAREWELL = Duration.ofMillis(1500);

    /** A vehicle that was there before is found again within so long. */
    private static final Duration FOUND_AGAIN = Duration.ofSeconds(2);

    /** And if not, where it is read again within so long, it is still the same. */
    private static final Duration READ_AGAIN = Duration.ofMinutes(1);

    private final Place place;
    private final PassSettings settings;
    private final CameraMeters meters;
    private final RejectSink rejects;
    private final SecondSight sight;
    private final EventMaker events;
    private final CropReader reader;
    private final LastReading lastReading;
    private final TrackerSettings following;
    private PlateTracker tracker;
    private final RecentPlates recent;
    private final Map<Long, Pass> passes = new TreeMap<>();
    private final Set<Long> confirmed = new HashSet<>();
    private final Lingering lingering = new Lingering();
    private Instant sourceStart = Instant.EPOCH;
    private @Nullable Frame lastFrame;

    /** Whether the next frame shows a scene that was cut off or joined in the middle. */
    private boolean cut;

    private Instant interruptedUntil = Instant.MIN;

    /** Texts of the published passes that were cut off, and when. */
    private final Map<String, Instant> cutOff = new HashMap<>();

    /**
     * @param place of the camera
     * @param settings of the camera
     * @param engine may be shared
     * @param meters of the camera
     * @param rejects takes what could not be read
     * @param sight looks for better pictures of what was read
     */
    public PassPipeline(
            Place place,
            PassSettings settings,
            Engine engine,
            CameraMeters meters,
            RejectSink rejects,
            SecondSight sight) {
        this.place = place;
        this.sight = sight;
        this.settings = settings;
        this.meters = meters;
        this.rejects = rejects;
        this.events =
                new EventMaker(
                        place,
                        settings.area().zone().name(),
                        engine,
                        new PictureEncoder(meters::encoded));
        double sure = engine.detector().threshold();
        this.following = TrackerSettings.beginningAt(Lookout.BEGINNING * sure, sure);
        this.tracker = new PlateTracker(following);
        this.reader = new CropReader(place.cameraId(), settings.plateWidthMin(), engine, meters);
        this.lastReading = new LastReading(engine, meters);
        this.recent = new RecentPlates(settings.rejoin());
    }

    /**
     * A file, a connection or a scene of pictures begins. Its start makes the ids of its passes,
     * with the numbers of its tracks, which count from 1 anew; what came before must have ended.
     */
    public void begin(Instant start) {
        restart(start);
        cutOff.clear();
    }

    private void restart(Instant start) {
        sourceStart = start;
        tracker = new PlateTracker(following);
        lingering.forget();
        cut = false;
        interruptedUntil = Instant.MIN;
    }

    /**
     * A connection to a camera begins, whose street was there before. A vehicle that is in sight at
     * once may be an event already, of the connection before this one or of a pilot that was
     * killed; nobody may be left who remembers. So the passes that begin in the first two seconds
     * are flagged {@code interrupted}, and those that within a minute say the text of a pass that
     * the connection before could not end.
     */
    public void join(Instant start) {
        restart(start);
        cut = true;
    }

    /** Takes the next frame, and gives what is to be published because of it. */
    public List<Publication> frame(Looked looked) {
        var out = new ArrayList<Publication>();
        long started = System.nanoTime();
        var frame = looked.frame();
        if (lastFrame != null && sizeChanged(lastFrame, frame)) {
            out.addAll(endPasses(lastFrame));
            cut = true;
        }
        if (cut) {
            // By arrival: what a connection gathered before it was open comes at once.
            interruptedUntil = frame.instant().plus(FOUND_AGAIN);
            cut = false;
        }
        lastFrame = frame;
        follow(looked, out);
        publishLate(lingering.gone(), out);
        meters.activeTracks(passes.size());
        meters.processed(looked.nanos() + System.nanoTime() - started);
        return out;
    }

    private static boolean sizeChanged(Frame before, Frame after) {
        return before.picture().width() != after.picture().width()
                || before.picture().height() != after.picture().height();
    }

    private void follow(Looked looked, List<Publication> out) {
        var frame = looked.frame();
        var size = new PixelSize(frame.picture().width(), frame.picture().height());
        var update = tracker.update(frame.pts(), looked.plates(), size);
        end(update.ended(), frame, out);
        var seen = new ArrayList<Seen>();
        for (var sighting : update.sightings()) {
            var pass = passes.computeIfAbsent(sighting.track(), track -> begun(track, frame));
            var box = sighting.detection().box();
            pass.seen(frame.instant(), box, frame.picture());
            if (sighting.confirmed() && confirmed.add(sighting.track())) {
                meters.vehicle();
            }
            seen.add(new Seen(pass, box));
        }
        reader.read(frame, seen, looked.still());
        tellThoseOutOfSight(seen);
        for (var track : update.sightings()) {
            var pass = passes.get(track.track());
            if (pass != null) {
                news(track.track(), pass, frame, out);
            }
        }
    }

    private void tellThoseOutOfSight(List<Seen> seen) {
        var inSight = seen.stream().map(Seen::pass).toList();
        passes.values().stream().filter(pass -> !inSight.contains(pass)).forEach(Pass::outOfSight);
    }

    private void news(long track, Pass seen, Frame frame, List<Publication> out) {
        var pass = seen.strangers().areSure() ? parted(track, seen, frame, out) : seen;
        publishNews(pass, frame, out);
        pass.lookTwice();
        if (pass.spent()) {
            tellRefusals(pass);
        }
    }

    /** Ends a pass in whose place another vehicle is, and gives the pass of that. */
    private Pass parted(long track, Pass pass, Frame frame, List<Publication> out) {
        var strangers = pass.strangers().leave();
        var first = strangers.getFirst().frame();
        leave(pass, true, frame, out);
        meters.parted();
        meters.vehicle();
        var next = begun(track, first);
        for (var read : strangers) {
            next.seen(read.frame().instant(), read.box(), read.frame().picture());
            var _ = next.attempt(read.box(), read.quality());
            next.count(read);
        }
        passes.put(track, next);
        return next;
    }

    private Pass begun(long track, Frame frame) {
        boolean interrupted = frame.instant().isBefore(interruptedUntil);
        var origin =
                new EventIdentity.Origin(
                        sourceStart, frame.pts(), frame.instant(), track, interrupted);
        return new Pass(
                settings,
                new EventIdentity(place, origin, new Heading(settings.direction())),
                new SecondLooks(sight, meters),
                frame.instant());
    }

    /** Publishes a pass as soon as its reads agree, and again when they say something else. */
    private void publishNews(Pass pass, Frame frame, List<Publication> out) {
        var identity = pass.identity();
        var published = identity.published();
        if (published == null) {
            pass.agreed().ifPresent(verdict -> publishFirst(pass, verdict, frame, out));
            return;
        }
        recent.seen(published.text(), identity, frame.pts());
        if (identity.due(frame.pts())) {
            publishLast(pass, frame, out);
            identity.close();
        } else if (pass.readsOtherwise() || pass.crossedSince()) {
            pass.lastAgreed().ifPresent(news -> publish(pass, news, List.of(), frame, out));
        }
    }

    /** The first publication of a track, unless it is a plate that was lost for a moment. */
    private void publishFirst(Pass pass, Verdict verdict, Frame frame, List<Publication> out) {
        recent.find(verdict.text(), frame.pts())
                .ifPresent(
                        earlier -> {
                            pass.goOnAs(earlier);
                            meters.rejoined();
                        });
        var cutOffAt = cutOff.remove(verdict.text());
        if (cutOffAt != null && frame.instant().isBefore(cutOffAt.plus(READ_AGAIN))) {
            pass.identity().interrupt();
        }
        publish(pass, verdict, List.of(), frame, out);
    }

    /** What a pass says when it is over, or when its vehicle has stood for long. */
    private void publishLast(Pass pass, Frame frame, List<Publication> out) {
        if (!pass.identity().concluded(frame.pts())) {
            pass.lastAgreed()
                    .map(said -> lastReading.of(pass, said))
                    .ifPresent(last -> publish(pass, last, List.of(), frame, out));
        }
    }

    private void publish(
            Pass pass, Verdict verdict, List<String> flags, Frame frame, List<Publication> out) {
        if (say(pass, verdict, flags, frame, out)) {
            recent.seen(verdict.text(), pass.identity(), frame.pts());
        }
    }

    private boolean say(
            Pass pass, Verdict verdict, List<String> flags, Frame frame, List<Publication> out) {
        var exhibit = pass.exhibit(verdict.text());
        if (exhibit.isEmpty()
                || pass.identity().concluded(frame.pts())
                || !pass.improves(verdict, exhibit.get())) {
            return false;
        }
        var all = Stream.concat(flags.stream(), pass.identity().flags().stream()).toList();
        out.add(events.publication(pass, verdict, exhibit.get(), all, frame));
        pass.said(verdict, flags);
        return true;
    }

    /** What the evidence stream brought after the end of a pass. The plate is no longer seen. */
    private void publishLate(List<Leaving> gone, List<Publication> out) {
        for (var leaving : gone) {
            var pass = leaving.pass();
            pass.lastWord()
                    .ifPresent(
                            last -> say(pass, last.verdict(), last.flags(), leaving.frame(), out));
        }
    }

    private void end(List<Long> tracks, Frame frame, List<Publication> out) {
        for (long track : tracks) {
            boolean sure = confirmed.remove(track);
            var pass = passes.remove(track);
            if (pass != null) {
                leave(pass, sure, frame, out);
            }
        }
    }

    private void leave(Pass pass, boolean sure, Frame frame, List<Publication> out) {
        pass.secondLooks().collect();
        conclude(pass, sure, frame, out);
        tellRefusals(pass);
        pass.lookTwice();
        lingering.add(pass, frame);
    }

    private void conclude(Pass pass, boolean sure, Frame frame, List<Publication> out) {
        var verdict = pass.verdict();
        if (verdict.isEmpty()) {
            pass.neverLargeEnough().filter(_ -> sure).ifPresent(reject -> refuse(pass, reject));
        } else if (pass.lastAgreed().isPresent()) {
            publishLast(pass, frame, out);
        } else if (pass.identity().published() == null) {
            concludeWithoutAgreement(pass, verdict.get(), frame, out);
        }
    }

    /** A text that no read has said in one piece has no picture and is no single read. */
    private void concludeWithoutAgreement(
            Pass pass, Verdict verdict, Frame frame, List<Publication> out) {
        if (settings.agreement().singles() && pass.picture(verdict.text()).isPresent()) {
            publish(pass, verdict, List.of("single_read"), frame, out);
            return;
        }
        pass.anyPicture(verdict.text())
                .map(picture -> picture.refused(place.cameraId(), "no_agreement", verdict))
                .ifPresent(reject -> refuse(pass, reject));
    }

    private void refuse(Pass pass, Reject reject) {
        meters.rejected(reject.reason());
        pass.refusals().add(reject);
    }

    private void tellRefusals(Pass pass) {
        pass.refusals().tell().forEach(rejects::take);
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

    /**
     * After {@link #end}: what the evidence stream still brings. Waits for it, up to a second and a
     * half, so what {@link #end} gave must be published before.
     */
    public List<Publication> afterwards() throws InterruptedException {
        var out = new ArrayList<Publication>();
        publishLate(lingering.all(FAREWELL), out);
        return out;
    }

    private List<Publication> endPasses(Frame frame) {
        var out = new ArrayList<Publication>();
        var goingOn = List.copyOf(passes.values());
        end(tracker.finish(), frame, out);
        cutOff.values().removeIf(at -> frame.instant().isAfter(at.plus(READ_AGAIN)));
        for (var pass : goingOn) {
            var published = pass.identity().published();
            if (published != null) {
                cutOff.put(published.text(), frame.instant());
            }
        }
        passes.clear();
        confirmed.clear();
        recent.forgetAll();
        return out;
    }
}
