package io.alpr.recorder;

import io.alpr.events.EventIds;
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

/** Events and pictures to test with; every ordinal is a pass of its own. */
final class TestingEvents {
    static final String SITE = "depot \"1\", north\\south";

    private TestingEvents() {}

    static PlateEvent event(String camera, long ordinal, int revision, PictureMessage... pictures) {
        var at = Instant.parse("2026-11-01T10:00:00Z").plusMillis(ordinal * 40);
        return event(camera, at, ordinal, revision, pictures);
    }

    static PlateEvent event(
            String camera, Instant at, long ordinal, int revision, PictureMessage... pictures) {
        return new PlateEvent(
                id(camera, at, ordinal, revision),
                new PlateEvent.PlateText(
                        "AB12 CD" + revision,
                        "AB12CD" + revision,
                        0.9,
                        "GB",
                        List.of(0.9, 0.8, 0.7, 0.9, 0.8, 0.7, 0.5),
                        List.of(new PlateEvent.Candidate("A812CD1", 0.25))),
                new PlateEvent.Vehicle("car", "", "", "blue"),
                List.of(pictures).stream()
                        .map(
                                picture ->
                                        new PlateEvent.PictureRef(
                                                picture.kind(), picture.key(), picture.sha256()))
                        .toList(),
                new PlateEvent.Node(SITE, "edge-1"),
                new PlateEvent.Details(
                        new PlateEvent.Span(at, at.plusMillis(900L * revision), 12),
                        new PlateEvent.Reads(9, 7, List.of("odd \"flag\", {x}\\")),
                        new PlateEvent.Box(10, 20, 140, 36),
                        0.8,
                        41,
                        new PlateEvent.Travel("entry", "in"),
                        new PlateEvent.Origin("detector-1", "reader-1")));
    }

    static PictureMessage picture(String camera, long ordinal, int revision, PictureKind kind) {
        var at = Instant.parse("2026-11-01T10:00:00Z").plusMillis(ordinal * 40);
        return picture(camera, at, ordinal, revision, kind);
    }

    static PictureMessage picture(
            String camera, Instant at, long ordinal, int revision, PictureKind kind) {
        var id = id(camera, at, ordinal, revision);
        var jpeg = (kind + " of " + id).getBytes(StandardCharsets.UTF_8);
        var hash = sha256(jpeg);
        var key = ObjectKeys.of(id, SITE, kind, hash);
        return new PictureMessage(id.eventId(), revision, kind, key, hash, jpeg);
    }

    private static PlateEvent.PassId id(String camera, Instant at, long ordinal, int revision) {
        var pass = new EventIds.Pass(SITE, camera, Instant.EPOCH, ordinal * 40_000, ordinal);
        return new PlateEvent.PassId(EventIds.of(at, pass), revision, at, camera, "t-" + ordinal);
    }

    private static String sha256(byte[] bytes) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
