package io.alpr.pilot.publish.outbox;

import io.alpr.events.ObjectKeys;
import io.alpr.events.PictureKind;
import io.alpr.events.PictureMessage;
import io.alpr.events.PlateEvent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;

/** Events that nobody saw, and pictures that show nothing: the same numbers give the same bytes. */
public final class MadeEvents {
    private static final Instant START = Instant.parse("2026-03-04T05:06:07Z");

    /** An event with its pictures. */
    public record Made(PlateEvent event, List<PictureMessage> pictures) {}

    private MadeEvents() {}

    /** The n-th event of a camera, without pictures. */
    public static Made bare(String camera, int n) {
        return made(camera, n, List.of());
    }

    /** The n-th event of a camera, with a picture of the plate and one of the vehicle. */
    public static Made illustrated(String camera, int n, int pictureBytes) {
        var id = id(camera, n);
        return made(
                camera,
                n,
                List.of(
                        picture(id, PictureKind.PLATE, n, pictureBytes / 10),
                        picture(id, PictureKind.VEHICLE, n, pictureBytes)));
    }

    /** One that is larger than any broker takes: so many other texts were read. */
    public static Made endless(String camera, int n, int candidates) {
        var chance = new SplittableRandom(n);
        var other =
                IntStream.range(0, candidates)
                        .mapToObj(_ -> new PlateEvent.Candidate(text(chance), 0.5))
                        .toList();
        return new Made(event(id(camera, n), List.of(), other), List.of());
    }

    /** Which of its camera's events this is. */
    public static int number(PlateEvent event) {
        return Integer.parseInt(event.id().trackId().substring(2));
    }

    private static Made made(String camera, int n, List<PictureMessage> pictures) {
        var refs =
                pictures.stream()
                        .map(p -> new PlateEvent.PictureRef(p.kind(), p.key(), p.sha256()))
                        .toList();
        return new Made(event(id(camera, n), refs, List.of()), pictures);
    }

    private static PlateEvent.PassId id(String camera, int n) {
        var name = (camera + "/" + n).getBytes(StandardCharsets.UTF_8);
        return new PlateEvent.PassId(
                UUID.nameUUIDFromBytes(name), 1, START.plusSeconds(n), camera, "t-" + n);
    }

    private static PlateEvent event(
            PlateEvent.PassId id,
            List<PlateEvent.PictureRef> refs,
            List<PlateEvent.Candidate> candidates) {
        return new PlateEvent(
                id,
                new PlateEvent.PlateText(
                        "ABC 123", "ABC123", 0.5, "UNKNOWN", List.of(), candidates),
                PlateEvent.Vehicle.UNKNOWN,
                refs,
                new PlateEvent.Node("site", "host"),
                new PlateEvent.Details(
                        new PlateEvent.Span(id.capturedAt(), id.capturedAt(), 7),
                        new PlateEvent.Reads(3, 2, List.of()),
                        new PlateEvent.Box(1, 2, 30, 10),
                        0.5,
                        20,
                        new PlateEvent.Travel("", ""),
                        new PlateEvent.Origin("detector", "reader")));
    }

    /** A picture of so many random bytes. */
    public static PictureMessage picture(
            PlateEvent.PassId id, PictureKind kind, int seed, int bytes) {
        var jpeg = new byte[bytes];
        new java.util.Random(seed).nextBytes(jpeg);
        var hash = sha256(jpeg);
        var key = ObjectKeys.of(id, "site", kind, hash);
        return new PictureMessage(id.eventId(), id.revision(), kind, key, hash, jpeg);
    }

    private static String text(SplittableRandom chance) {
        var text = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            text.append((char) ('A' + chance.nextInt(26)));
        }
        return text.toString();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
