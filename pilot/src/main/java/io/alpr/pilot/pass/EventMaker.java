package io.alpr.pilot.pass;

import io.alpr.events.ObjectKeys;
import io.alpr.events.PictureMessage;
import io.alpr.events.PlateEvent;
import io.alpr.events.PlateEvent.PassId;
import io.alpr.pilot.evidence.Exhibit;
import io.alpr.pilot.evidence.JpegPicture;
import io.alpr.pilot.evidence.PictureEncoder;
import io.alpr.pilot.pass.EventIdentity.Published;
import io.alpr.pilot.source.SourceItem.Frame;
import io.alpr.vision.Engine;
import io.alpr.vision.read.PlateReading;
import io.alpr.vision.read.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Writes a pass down as an event with its pictures. Stateless. */
final class EventMaker {
    /** The event's pictures are not from the stream that its plate was read in. */
    private static final String EVIDENCE_STREAM = "evidence_stream";

    private final Place place;
    private final String zone;
    private final PlateEvent.Origin origin;
    private final PictureEncoder encoder;

    /**
     * @param zone name of the camera's zone, empty for none
     * @param encoder makes the pictures
     */
    EventMaker(Place place, String zone, Engine engine, PictureEncoder encoder) {
        this.place = place;
        this.encoder = encoder;
        this.zone = zone;
        this.origin = new PlateEvent.Origin(engine.detector().name(), engine.reader().name());
    }

    /**
     * The next revision of a pass.
     *
     * @param now the frame that completed the reading
     */
    Publication publication(
            Pass pass, Verdict verdict, Exhibit exhibit, List<String> flags, Frame now) {
        var id =
                pass.identity()
                        .publish(
                                new Published(
                                        verdict.text(),
                                        verdict.confidence(),
                                        exhibit.score(),
                                        pass.identity().heading().direction(),
                                        exhibit.isFromEvidenceStream()),
                                now.pts());
        var pictures =
                exhibit.pictures(encoder).stream().map(picture -> message(id, picture)).toList();
        var references =
                pictures.stream()
                        .map(m -> new PlateEvent.PictureRef(m.kind(), m.key(), m.sha256()))
                        .toList();
        var event =
                new PlateEvent(
                        id,
                        text(verdict),
                        PlateEvent.Vehicle.UNKNOWN,
                        references,
                        new PlateEvent.Node(place.site(), place.host()),
                        details(pass, verdict, exhibit, flagged(flags, exhibit), now));
        return new Publication(event, pictures);
    }

    private static List<String> flagged(List<String> flags, Exhibit exhibit) {
        return exhibit.isFromEvidenceStream()
                ? Stream.concat(flags.stream(), Stream.of(EVIDENCE_STREAM)).toList()
                : flags;
    }

    /** The region is the reader's where it tells one, else the camera's. */
    private PlateEvent.PlateText text(Verdict verdict) {
        var region =
                verdict.region().equals(PlateReading.UNKNOWN_REGION)
                        ? place.region()
                        : verdict.region();
        var candidates =
                verdict.candidates().stream()
                        .map(c -> new PlateEvent.Candidate(c.text(), c.confidence()))
                        .toList();
        return new PlateEvent.PlateText(
                verdict.text(),
                verdict.text(),
                verdict.confidence(),
                region,
                verdict.scores(),
                candidates);
    }

    private PlateEvent.Details details(
            Pass pass, Verdict verdict, Exhibit exhibit, List<String> flags, Frame now) {
        var box = exhibit.box();
        long latency = Duration.ofNanos(System.nanoTime() - now.arrivedNanos()).toMillis();
        return new PlateEvent.Details(
                new PlateEvent.Span(
                        pass.identity().capturedAt(),
                        pass.lastSeen(),
                        Math.toIntExact(Math.min(exhibit.frameNumber(), Integer.MAX_VALUE))),
                new PlateEvent.Reads(verdict.reads(), verdict.agreeing(), flags),
                new PlateEvent.Box(box.x(), box.y(), box.width(), box.height()),
                exhibit.quality(),
                Math.clamp(latency, 0, Integer.MAX_VALUE),
                new PlateEvent.Travel(zone, pass.identity().heading().direction()),
                origin);
    }

    private PictureMessage message(PassId id, JpegPicture picture) {
        var sha256 = PictureMessage.hashOf(picture.jpeg());
        var key = ObjectKeys.of(id, place.site(), picture.kind(), sha256);
        return new PictureMessage(
                id.eventId(), id.revision(), picture.kind(), key, sha256, picture.jpeg());
    }
}
