package io.alpr.pilot.pass;

import io.alpr.events.EventIds;
import io.alpr.events.PlateEvent.PassId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which event a pass is, and what was published of it so far. Two tracks share one where the plate
 * was lost and found again. Owned by the thread of its camera.
 */
final class EventIdentity {
    /** The last revision comes within ten minutes of the first; a parked vehicle's ends before. */
    private static final Duration REVISABLE = Duration.ofMinutes(9);

    private final UUID eventId;
    private final Instant capturedAt;
    private final String cameraId;
    private final String trackId;
    private int revision;
    private Duration firstPublishedAt = Duration.ZERO;
    private @Nullable Published published;

    /**
     * What the last revision said.
     *
     * @param text normalized
     * @param confidence 0 to 1
     * @param score of the read in the pictures, 0 to 1
     */
    record Published(String text, double confidence, double score) {}

    EventIdentity(Place place, Instant sourceStart, Duration firstPts, long track, Instant first) {
        this.capturedAt = first.truncatedTo(ChronoUnit.MILLIS);
        this.cameraId = place.cameraId();
        this.trackId = "t-" + track;
        this.eventId =
                EventIds.of(
                        capturedAt,
                        new EventIds.Pass(
                                place.site(),
                                place.cameraId(),
                                sourceStart,
                                firstPts.toNanos() / 1000,
                                track));
    }

    Instant capturedAt() {
        return capturedAt;
    }

    /** What was published last, null before the first time. */
    @Nullable Published published() {
        return published;
    }

    /** Whether the time for revisions is over. */
    boolean concluded(Duration pts) {
        return published != null && pts.minus(firstPublishedAt).compareTo(REVISABLE) > 0;
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
