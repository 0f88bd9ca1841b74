package io.alpr.pilot.pass;

import io.alpr.events.ObjectKeys;
import io.alpr.events.PictureKind;
import io.alpr.events.PictureMessage;
import io.alpr.events.PlateEvent;
import io.alpr.events.PlateEvent.PassId;
import io.alpr.pilot.pass.EventIdentity.Published;
import io.alpr.pilot.source.SourceItem.Frame;
import io.alpr.vision.Engine;
import io.alpr.vision.image.Jpeg;
import io.alpr.vision.image.RgbPicture;
import io.alpr.vision.read.PlateReading;
import io.alpr.vision.read.Verdict;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/** Writes a pass down as an event with its pictures. Stateless. */
final class EventMaker {
    private static final double JPEG_QUALITY = 0.9;

    private final Place place;
    private final String zone;
    private final PlateEvent.Origin origin;

    /**
     * @param zone name of the camera's zone, empty for none
     */
    EventMaker(Place place, String zone, Engine engine) {
        this.place = place;
        this.zone = zone;
        this.origin = new PlateEvent.Origin(engine.detector().name(), engine.reader().name());
    }

    /**
     * The next revision of a pass.
     *
     * @param now the frame that completed the reading
     */
    Publication publication(
            Pass pass, Verdict verdict, BestRead picture, List<String> flags, Frame now) {
        var id =
                pass.identity()
                        .publish(
                                new Published(
                                        verdict.text(),
                                        verdict.confidence(),
                                        picture.score(),
                                        pass.identity().heading().direction()),
                                now.pts());
        var pictures =
                List.of(
                        message(id, PictureKind.PLATE, picture.plate()),
                        message(
                                id,
                                PictureKind.VEHICLE,
                                picture.surroundings().crop(picture.surroundings().bounds())));
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
                        details(pass, verdict, picture, flags, now));
        return new Publication(event, pictures);
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
            Pass pass, Verdict verdict, BestRead picture, List<String> flags, Frame now) {
        var box = picture.box();
        long latency = Duration.ofNanos(System.nanoTime() - now.arrivedNanos()).toMillis();
        return new PlateEvent.Details(
                new PlateEvent.Span(
                        pass.identity().capturedAt(),
                        pass.lastSeen(),
                        Math.toIntExact(Math.min(picture.frameNumber(), Integer.MAX_VALUE))),
                new PlateEvent.Reads(verdict.reads(), verdict.agreeing(), flags),
                new PlateEvent.Box(box.x(), box.y(), box.width(), box.height()),
                picture.quality(),
                Math.clamp(latency, 0, Integer.MAX_VALUE),
                new PlateEvent.Travel(zone, pass.identity().heading().direction()),
                origin);
    }

    private PictureMessage message(PassId id, PictureKind kind, RgbPicture picture) {
        var jpeg = Jpeg.encode(picture, JPEG_QUALITY);
        var sha256 = sha256(jpeg);
        var key = ObjectKeys.of(id, place.site(), kind, sha256);
        return new PictureMessage(id.eventId(), id.revision(), kind, key, sha256, jpeg);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
