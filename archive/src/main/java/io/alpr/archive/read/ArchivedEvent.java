package io.alpr.archive.read;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row of the archive, in the columns that every client of this system knows. Texts that the row
 * does not have are empty; numbers and times that it may lack are marked nullable.
 *
 * @param pass which pass of which vehicle
 * @param plate what was read
 * @param vehicle what carried the plate
 * @param pictures where the pictures are, as the row names them
 * @param measures how the reading came about
 * @param place where it was made
 * @param createdAt when the archive took it in; null in rows that another program wrote without it
 */
public record ArchivedEvent(
        Pass pass,
        Plate plate,
        Vehicle vehicle,
        Pictures pictures,
        Measures measures,
        Place place,
        @Nullable Instant createdAt) {

    /**
     * @param eventId the same for every revision of the pass
     * @param capturedAt time of the pass's first frame, UTC, to the microsecond
     * @param cameraId which camera saw it
     * @param trackId {@code t-<n>}
     */
    public record Pass(UUID eventId, Instant capturedAt, String cameraId, String trackId) {}

    /**
     * @param text as shown on the plate
     * @param normalized upper case, only A-Z and 0-9
     * @param confidence 0 to 1
     * @param region {@code UNKNOWN} or a code such as {@code US-FL}
     */
    public record Plate(String text, String normalized, double confidence, String region) {}

    /** Each text empty when not known. */
    public record Vehicle(String type, String make, String model, String color) {}

    /** Addresses, mostly {@code s3://bucket/key}; each empty when there is no such picture. */
    public record Pictures(String plate, String vehicle, String frame) {}

    /**
     * @param latencyMs from the frame to the event, 0 or more
     * @param quality of the best crop, 0 to 1
     * @param frameNumber of the frame that the pictures show
     */
    public record Measures(
            @Nullable Integer latencyMs, @Nullable Double quality, @Nullable Integer frameNumber) {}

    /** Each text empty when not known. */
    public record Place(String site, String host, String roi, String direction) {}

    /** Where this row stands in the order newest first. */
    public Position position() {
        return new Position(pass.capturedAt(), pass.eventId());
    }
}
