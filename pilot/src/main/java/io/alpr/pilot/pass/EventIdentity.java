package io.alpr.pilot.pass;

import io.alpr.events.EventIds;
import io.alpr.events.PlateEvent.PassId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which event a pass is, and what was published of it so far. Two tracks share one where the plate
 * was lost and found again. Owned by the thread of its camera.
 */
final class EventIdentity {
    /** When a parked vehicle's pass has its last revision, counted from the first. */
    private static final Duration OPEN = Duration.ofMinutes(9);

    /** The last revision comes within ten minutes of the first, its way to the broker included. */
    private static final Duration REVISABLE = OPEN.plusSeconds(50);

    private final UUID eventId;
    private final Instant capturedAt;
    private final String cameraId;
    private final String trackId;
    private final Heading heading;
    private boolean interrupted;
    private int revision;
    private Duration firstPublishedAt = Duration.ZERO;
    private @Nullable Published published;
    private boolean closed;

    /**
     * What the last revision said.
     *
     * @param text normalized
     * @param confidence 0 to 1
     * @param score of the read in the pictures, 0 to 1
     * @param direction empty where it was not known
     * @param fromEvidenceStream whether the pictures are from there
     */
    record Published(
            String text,
            double confidence,
            double score,
            String direction,
            boolean fromEvidenceStream) {}

    /**
     * Where and when a track began.
     *
     * @param sourceStart of the file or connection
     * @param pts of its first frame
     * @param instant of its first frame
     * @param track its number
     * @param interrupted whether its vehicle may have been there before, in pictures of an earlier
     *     connection or life, and be an event of those
     */
    record Origin(
            Instant sourceStart, Duration pts, Instant instant, long track, boolean interrupted) {}

    EventIdentity(Place place, Origin origin, Heading heading) {
        this.heading = heading;
        this.interrupted = origin.interrupted();
        this.capturedAt = origin.instant().truncatedTo(ChronoUnit.MILLIS);
        this.cameraId = place.cameraId();
        this.trackId = "t-" + origin.track();
        this.eventId =
                EventIds.of(
                        capturedAt,
                        new EventIds.Pass(
                                place.site(),
                                place.cameraId(),
                                origin.sourceStart(),
                                origin.pts().toNanos() / 1000,
                                origin.track()));
    }

    Instant capturedAt() {
        return capturedAt;
    }

    /** Where the vehicle goes. */
    Heading heading() {
        return heading;
    }

    /** Its vehicle is an event already, whose pass was cut off; said before it is published. */
    void interrupt() {
        interrupted = true;
    }

    /** What is unusual about where it began. */
    List<String> flags() {
        return interrupted ? List.of("interrupted") : List.of();
    }

    /** What was published last, null before the first time. */
    @Nullable Published published() {
        return published;
    }

    /** Whether it is time for the last revision, though the vehicle is still there. */
    boolean due(Duration pts) {
        return !closed && olderThan(OPEN, pts);
    }

    /** There will be no further revision. */
    void close() {
        closed = true;
    }

    /** Whether the time for revisions is over. */
    boolean concluded(Duration pts) {
        return closed || olderThan(REVISABLE, pts);
    }

    private boolean olderThan(Duration age, Duration pts) {
        return published != null && pts.minus(firstPublishedAt).compareTo(age) > 0;
    }

    /** The id of the next revision, which is published now. */
    PassId publish(Published next, Duration pts) {
        if (published == null) {
            firstPublishedAt = pts;
        }
        published = next;
        revision++;
        return new PassId(eventId, revision, capturedAt, cameraId, trackId);
    }
}
