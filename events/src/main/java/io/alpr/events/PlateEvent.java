package io.alpr.events;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One pass of one vehicle past one camera, as it travels on {@code alpr.events.plates}. The same
 * pass may be published several times with the same id and a higher revision; the archive keeps the
 * highest.
 *
 * @param id who and when: the identity of the pass
 * @param plate what was read
 * @param vehicle what carries the plate, as far as known
 * @param pictures the evidence, at most one of each kind
 * @param node which site and host saw it
 * @param details what is good to know and safe to ignore
 */
public record PlateEvent(
        PassId id,
        PlateText plate,
        Vehicle vehicle,
        List<PictureRef> pictures,
        Node node,
        Details details) {

    public PlateEvent {
        pictures = List.copyOf(pictures);
        var kinds = EnumSet.noneOf(PictureKind.class);
        for (var picture : pictures) {
            kinds.add(picture.kind());
        }
        if (kinds.size() != pictures.size()) {
            throw new IllegalArgumentException(
                    "an event has at most one picture of each kind, got: " + pictures);
        }
    }

    /** The event's picture of that kind. */
    public Optional<PictureRef> picture(PictureKind kind) {
        for (var picture : pictures) {
            if (picture.kind() == kind) {
                return Optional.of(picture);
            }
        }
        return Optional.empty();
    }

    /**
     * @param eventId the same for every revision; made by {@link EventIds}
     * @param revision 1 for the first publication, then counting up; at least 1
     * @param capturedAt time of the first frame of the pass, UTC; the same for every revision; from
     *     1970 to 10889, cut to milliseconds
     * @param cameraId {@code [A-Za-z0-9._-]{1,50}}
     * @param trackId {@code t-<n>}, n counting up from 1 within one run of one camera; 1 to 50
     *     characters
     */
    public record PassId(
            UUID eventId, int revision, Instant capturedAt, String cameraId, String trackId) {
        public PassId {
            if (revision < 1) {
                throw new IllegalArgumentException("revision must be 1 or more, got: " + revision);
            }
            cameraId = CameraIds.checked(cameraId);
            capturedAt = Checks.moment("capturedAt", capturedAt).truncatedTo(ChronoUnit.MILLIS);
            Checks.text("trackId", trackId, 1, 50);
        }
    }

    /**
     * @param text as shown on the plate, 1 to 20 characters
     * @param normalized upper case, only A-Z and 0-9, 1 to 20 characters
     * @param confidence 0 to 1
     * @param region {@code UNKNOWN} or a code such as {@code US-FL}, 1 to 10 characters
     * @param characterScores one for each character of {@code normalized}, 0 to 1; empty when not
     *     known
     * @param candidates other texts that were read during the pass, best first, without {@code
     *     normalized}
     */
    public record PlateText(
            String text,
            String normalized,
            double confidence,
            String region,
            List<Double> characterScores,
            List<Candidate> candidates) {
        public PlateText {
            characterScores = List.copyOf(characterScores);
            candidates = List.copyOf(candidates);
            Checks.text("plate text", text, 1, 20);
            Checks.normalized(normalized);
            Checks.share("plate confidence", confidence);
            Checks.text("region", region, 1, 10);
            if (!characterScores.isEmpty() && characterScores.size() != normalized.length()) {
                throw new IllegalArgumentException(
                        "characterScores must be one for each character of %s or none, got: %d"
                                .formatted(normalized, characterScores.size()));
            }
            characterScores.forEach(score -> Checks.share("character score", score));
        }
    }

    /**
     * Another reading of the same plate.
     *
     * @param normalized A-Z and 0-9
     * @param share its share of the votes, 0 to 1
     */
    public record Candidate(String normalized, double share) {
        public Candidate {
            Checks.normalized(normalized);
            Checks.share("candidate share", share);
        }
    }

    /**
     * What carries the plate; an empty string where not known.
     *
     * @param type up to 20 characters
     * @param make up to 50 characters
     * @param model up to 50 characters
     * @param color up to 30 characters
     */
    public record Vehicle(String type, String make, String model, String color) {
        public Vehicle {
            Checks.text("vehicle type", type, 0, 20);
            Checks.text("vehicle make", make, 0, 50);
            Checks.text("vehicle model", model, 0, 50);
            Checks.text("vehicle color", color, 0, 30);
        }

        /** A vehicle of which nothing is known. */
        public static final Vehicle UNKNOWN = new Vehicle("", "", "", "");
    }

    /**
     * One picture of the pass.
     *
     * @param kind what it shows
     * @param key the object's key in the bucket, from {@link ObjectKeys}, up to 500 characters
     * @param sha256 of the JPEG bytes, 64 lower-case hexadecimal digits; empty only where a foreign
     *     producer named a picture without a hash
     */
    public record PictureRef(PictureKind kind, String key, String sha256) {
        public PictureRef {
            Checks.text("picture key", key, 1, 500);
            if (!sha256.isEmpty()) {
                Checks.sha256(sha256);
            }
        }

        /** Whether the picture came without a hash, so that nobody can check it. */
        public boolean foreign() {
            return sha256.isEmpty();
        }
    }

    /**
     * @param site up to 50 characters, empty when not known
     * @param host up to 100 characters, empty when not known
     */
    public record Node(String site, String host) {
        public Node {
            Checks.text("site", site, 0, 50);
            Checks.text("host", host, 0, 100);
        }
    }

    /**
     * @param span first and last sight of the plate, and where in the source
     * @param reads how many reads the pass had and how many agreed
     * @param box the plate in pixels of the frame of the pictures, origin top left
     * @param quality of the best crop, 0 to 1
     * @param latencyMs from the arrival of the frame that completed the reading to this event, 0 or
     *     more
     * @param travel where the vehicle went
     * @param origin with what it was read
     */
    public record Details(
            Span span,
            Reads reads,
            Box box,
            double quality,
            int latencyMs,
            Travel travel,
            Origin origin) {
        public Details {
            Checks.share("quality", quality);
            Checks.notNegative("latencyMs", latencyMs);
        }
    }

    /**
     * @param firstSeen first frame with this plate; equals {@code capturedAt}
     * @param lastSeen last frame with this plate so far
     * @param frameNumber of the frame of the pictures, 0 or more
     */
    public record Span(Instant firstSeen, Instant lastSeen, int frameNumber) {
        public Span {
            firstSeen = Checks.moment("firstSeen", firstSeen).truncatedTo(ChronoUnit.MILLIS);
            lastSeen = Checks.moment("lastSeen", lastSeen).truncatedTo(ChronoUnit.MILLIS);
            Checks.notNegative("frameNumber", frameNumber);
        }
    }

    /**
     * @param total legible reads of the pass so far, 0 when not known
     * @param agreeing those that gave the published text, 0 to {@code total}
     * @param flags anything unusual, e.g. {@code single_read}, {@code interrupted}, {@code
     *     picture_dropped}; up to 32
     */
    public record Reads(int total, int agreeing, List<String> flags) {
        public Reads {
            flags = List.copyOf(flags);
            Checks.notNegative("reads agreeing", agreeing);
            if (agreeing > total || flags.size() > 32) {
                throw new IllegalArgumentException(
                        "reads must have agreeing <= total and up to 32 flags, got: %d of %d, %d"
                                .formatted(agreeing, total, flags.size()));
            }
            flags.forEach(flag -> Checks.text("flag", flag, 1, 50));
        }
    }

    /**
     * A box in pixels, origin top left, half-open; of no size when not known.
     *
     * @param x left edge, 0 or more
     * @param y upper edge, 0 or more
     * @param width 0 or more
     * @param height 0 or more
     */
    public record Box(int x, int y, int width, int height) {
        public Box {
            Checks.notNegative("box x", x);
            Checks.notNegative("box y", y);
            Checks.notNegative("box width", width);
            Checks.notNegative("box height", height);
        }
    }

    /**
     * @param roi zone of the camera, up to 50 characters, empty when none
     * @param direction up to 20 characters, empty when not known
     */
    public record Travel(String roi, String direction) {
        public Travel {
            Checks.text("roi", roi, 0, 50);
            Checks.text("direction", direction, 0, 20);
        }
    }

    /**
     * @param detector model name, up to 200 characters, empty when not known
     * @param reader model name, up to 200 characters, empty when not known
     */
    public record Origin(String detector, String reader) {
        public Origin {
            Checks.text("detector", detector, 0, 200);
            Checks.text("reader", reader, 0, 200);
        }
    }
}
