package io.alpr.events;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One pass of one vehicle past one camera, as it travels on {@code alpr.events.plates}. The same
 * pass may be published several times with the same id and a higher revision; the archive keeps the
 * highest.
 *
 * @param id who and when: the identity of the pass
 * @param plate what was read
 * @param vehicle what carries the plate, as far as known
 * @param pictures the evidence
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
    }

    /**
     * @param eventId the same for every revision; made by {@link EventIds}
     * @param revision 1 for the first publication, then counting up; at least 1
     * @param capturedAt time of the first frame of the pass, UTC; the same for every revision,
     *     millisecond precision
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
            if (trackId.isEmpty() || trackId.length() > 50) {
                throw new IllegalArgumentException(
                        "trackId must have 1 to 50 characters, got: '" + trackId + "'");
            }
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
            if (text.isEmpty() || text.length() > 20) {
                throw new IllegalArgumentException(
                        "plate text must have 1 to 20 characters, got: '" + text + "'");
            }
            if (!normalized.matches("[A-Z0-9]{1,20}")) {
                throw new IllegalArgumentException(
                        "normalized plate must be 1 to 20 of A-Z and 0-9, got: '"
                                + normalized
                                + "'");
            }
            if (!(confidence >= 0 && confidence <= 1)) {
                throw new IllegalArgumentException(
                        "plate confidence must be 0 to 1, got: " + confidence);
            }
            if (region.isEmpty() || region.length() > 10) {
                throw new IllegalArgumentException(
                        "region must have 1 to 10 characters, got: '" + region + "'");
            }
        }
    }

    /**
     * Another reading of the same plate.
     *
     * @param normalized A-Z and 0-9
     * @param share its share of the votes, 0 to 1
     */
    public record Candidate(String normalized, double share) {}

    /** What carries the plate; an empty string where not known. */
    public record Vehicle(String type, String make, String model, String color) {
        /** A vehicle of which nothing is known. */
        public static final Vehicle UNKNOWN = new Vehicle("", "", "", "");
    }

    /**
     * One picture of the pass.
     *
     * @param kind what it shows
     * @param key the object's key in the bucket, from {@link ObjectKeys}
     * @param sha256 of the JPEG bytes, 64 lower-case hexadecimal digits
     */
    public record PictureRef(PictureKind kind, String key, String sha256) {
        public PictureRef {
            if (!sha256.matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException(
                        "sha256 must be 64 hexadecimal digits, got: '" + sha256 + "'");
            }
        }
    }

    /**
     * @param site up to 50 characters, empty when not known
     * @param host up to 100 characters, empty when not known
     */
    public record Node(String site, String host) {}

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
            Origin origin) {}

    /**
     * @param firstSeen first frame with this plate; equals {@code capturedAt}
     * @param lastSeen last frame with this plate so far
     * @param frameNumber of the frame of the pictures, 0 or more
     */
    public record Span(Instant firstSeen, Instant lastSeen, int frameNumber) {}

    /**
     * @param total legible reads of the pass so far
     * @param agreeing those that gave the published text
     * @param flags anything unusual, e.g. {@code single_read}, {@code interrupted}
     */
    public record Reads(int total, int agreeing, List<String> flags) {
        public Reads {
            flags = List.copyOf(flags);
        }
    }

    /** A box in pixels, origin top left, half-open. */
    public record Box(int x, int y, int width, int height) {}

    /**
     * @param roi zone of the camera, up to 50 characters, empty when none
     * @param direction up to 20 characters, empty when not known
     */
    public record Travel(String roi, String direction) {}

    /**
     * @param detector model name, empty when not known
     * @param reader model name, empty when not known
     */
    public record Origin(String detector, String reader) {}
}
