package io.alpr.archive.read;

import java.time.ZoneId;

/** What passes are counted by. */
public sealed interface Bucket {
    /** Hours of the clock there. */
    record Hour(ZoneId zone) implements Bucket {}

    /** Days of the calendar there. */
    record Day(ZoneId zone) implements Bucket {}

    /** Cameras. */
    record Camera() implements Bucket {}

    /**
     * How many passes are of one kind.
     *
     * @param kind camera, or beginning of the hour or day in ISO 8601, UTC
     * @param passes 1 or more
     */
    record Count(String kind, long passes) {}
}
