package io.alpr.app.bench;

import io.alpr.events.EventIds;
import io.alpr.events.ObjectKeys;
import io.alpr.events.PictureKind;
import io.alpr.events.PictureMessage;
import io.alpr.events.PlateEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Events as pilots of a busy site write them, drawn from a seed: sixteen cameras. Thread-safe.
 *
 * @param begin time of the first
 * @param apart from one to the next
 * @param pictureBytes size of the one picture that each names; 0 for events that name none
 * @param vehicles that come again and again; 0 for a site where only a third of the plates have
 *     been there before
 */
public record DrawnEvents(Instant begin, Duration apart, int pictureBytes, int vehicles) {
    private static final String SITE = "bench";
    private static final int CAMERAS = 16;
    private static final Duration USUAL = Duration.ofMillis(200);
    private static final long SEED = 1_000_003;
    private static final int KNOWN = 3;
    private static final int LETTERS = 26;

    /** Five a second. */
    public DrawnEvents(Instant begin, int pictureBytes) {
        this(begin, USUAL, pictureBytes, 0);
    }

    /** A third of the plates have been there before. */
    public DrawnEvents(Instant begin, Duration apart, int pictureBytes) {
        this(begin, apart, pictureBytes, 0);
    }

    /** An event and the picture that it names, none where events name none. */
    public record Drawn(PlateEvent event, List<PictureMessage> pictures) {}

    /** One of them; the same ordinal gives the same event. */
    public Drawn at(int ordinal) {
        var chance = new SplittableRandom(SEED + ordinal);
        var camera = "lane-" + ordinal % CAMERAS;
        var at = begin.plus(apart.multipliedBy(ordinal));
        var pass = new EventIds.Pass(SITE, camera, begin, ordinal * 1000L, ordinal);
        var id = new PlateEvent.PassId(EventIds.of(at, pass), 1, at, camera, "t-" + ordinal);
        var pictures = pictureBytes == 0 ? List.<PictureMessage>of() : List.of(picture(id, chance));
        return new Drawn(event(id, plate(ordinal, chance), chance, pictures), pictures);
    }

    private static PlateEvent event(
            PlateEvent.PassId id,
            String plate,
            SplittableRandom chance,
            List<PictureMessage> pictures) {
        var scores = plate.chars().mapToObj(_ -> 0.6 + 0.4 * chance.nextDouble()).toList();
        return new PlateEvent(
                id,
                new PlateEvent.PlateText(
                        plate,
                        plate,
                        Collections.min(scores),
                        "EU",
                        scores,
                        List.of(new PlateEvent.Candidate(plate.replace('1', '7') + "A", 0.1))),
                new PlateEvent.Vehicle("", "", "", ""),
                pictures.stream()
                        .map(p -> new PlateEvent.PictureRef(p.kind(), p.key(), p.sha256()))
                        .toList(),
                new PlateEvent.Node(SITE, "edge-" + id.cameraId()),
                new PlateEvent.Details(
                        new PlateEvent.Span(id.capturedAt(), id.capturedAt().plusMillis(1800), 12),
                        new PlateEvent.Reads(11, 9, List.of()),
                        new PlateEvent.Box(chance.nextInt(1000), chance.nextInt(500), 160, 40),
                        chance.nextDouble(),
                        chance.nextInt(40, 200),
                        new PlateEvent.Travel("lane", "approaching"),
                        new PlateEvent.Origin("alpr-detector-1", "alpr-reader-3")));
    }

    private String plate(int ordinal, SplittableRandom chance) {
        boolean known = ordinal > KNOWN && ordinal % KNOWN == 0;
        var letters = known ? new SplittableRandom(SEED + ordinal / KNOWN) : chance;
        if (vehicles > 0) {
            letters = new SplittableRandom(SEED - 1 - chance.nextInt(vehicles));
        }
        var text = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            text.append((char) ('A' + letters.nextInt(LETTERS)));
        }
        return text.append(letters.nextInt(1000, 10_000)).toString();
    }

    private PictureMessage picture(PlateEvent.PassId id, SplittableRandom chance) {
        var bytes = new byte[pictureBytes];
        chance.nextBytes(bytes);
        var hash = PictureMessage.hashOf(bytes);
        return new PictureMessage(
                id.eventId(),
                1,
                PictureKind.PLATE,
                ObjectKeys.of(id, SITE, PictureKind.PLATE, hash),
                hash,
                bytes);
    }
}
