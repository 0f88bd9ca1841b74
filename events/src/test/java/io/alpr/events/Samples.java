package io.alpr.events;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Events to test with. */
final class Samples {
    static final Instant CAPTURED = Instant.parse("2026-03-01T08:15:30.250Z");

    private Samples() {}

    /** With every field set, as a pilot of today would write it. */
    static PlateEvent full() {
        var pass = new EventIds.Pass("depot-1", "gate.north", CAPTURED.minusSeconds(60), 60_250, 7);
        var id =
                new PlateEvent.PassId(
                        EventIds.of(CAPTURED, pass), 3, CAPTURED, "gate.north", "t-7");
        return new PlateEvent(
                id,
                new PlateEvent.PlateText(
                        "AB12 CDE",
                        "AB12CDE",
                        0.97,
                        "GB",
                        List.of(0.99, 0.98, 0.97, 0.95, 0.99, 0.91, 1.0),
                        List.of(
                                new PlateEvent.Candidate("A812CDE", 0.2),
                                new PlateEvent.Candidate("AB12COE", 0.05))),
                new PlateEvent.Vehicle("car", "Skoda", "Octavia", "blue"),
                List.of(picture(id, PictureKind.PLATE, "1"), picture(id, PictureKind.FRAME, "2")),
                new PlateEvent.Node("depot-1", "edge-03"),
                new PlateEvent.Details(
                        new PlateEvent.Span(CAPTURED, CAPTURED.plusMillis(1840), 1502),
                        new PlateEvent.Reads(12, 9, List.of("single_frame_source")),
                        new PlateEvent.Box(640, 410, 142, 36),
                        0.83,
                        41,
                        new PlateEvent.Travel("entry", "in"),
                        new PlateEvent.Origin("alpr-detect-1", "alpr-read-1")));
    }

    /** As little as an event can say. */
    static PlateEvent bare() {
        var pass = new EventIds.Pass("", "c", CAPTURED, 0, 1);
        return new PlateEvent(
                new PlateEvent.PassId(EventIds.of(CAPTURED, pass), 1, CAPTURED, "c", "t-1"),
                new PlateEvent.PlateText("A", "A", 0, "UNKNOWN", List.of(), List.of()),
                PlateEvent.Vehicle.UNKNOWN,
                List.of(),
                new PlateEvent.Node("", ""),
                new PlateEvent.Details(
                        new PlateEvent.Span(CAPTURED, CAPTURED, 0),
                        new PlateEvent.Reads(0, 0, List.of()),
                        new PlateEvent.Box(0, 0, 0, 0),
                        0,
                        0,
                        new PlateEvent.Travel("", ""),
                        new PlateEvent.Origin("", "")));
    }

    static CameraStatus status() {
        return new CameraStatus(
                "gate.north",
                "depot-1",
                "streaming",
                CAPTURED,
                new CameraStatus.Activity(
                        24.9, CAPTURED.minusMillis(40), Instant.EPOCH, 17, Map.of("too_small", 4L)),
                new CameraStatus.View(
                        new CameraStatus.Source("rtsp", 1920, 1080, "h264"),
                        new CameraStatus.Trouble(
                                "camera cannot be reached", CAPTURED.plusSeconds(30), 3),
                        Map.of("behind", 17L),
                        List.of(
                                new CameraStatus.Condition(
                                        "frozen",
                                        CAPTURED.minusSeconds(75),
                                        "the same picture comes again and again"))));
    }

    private static PlateEvent.PictureRef picture(
            PlateEvent.PassId id, PictureKind kind, String digit) {
        var hash = digit.repeat(64);
        return new PlateEvent.PictureRef(kind, ObjectKeys.of(id, "depot-1", kind, hash), hash);
    }
}
