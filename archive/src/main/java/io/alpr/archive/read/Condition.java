package io.alpr.archive.read;

import java.time.Instant;
import java.util.Set;

/** What a row must fulfil to be found. */
public sealed interface Condition {
    /**
     * Its normalised plate is this very text.
     *
     * @param normalized compared as it is
     */
    record PlateIs(String normalized) implements Condition {}

    /**
     * Its normalised plate has this shape.
     *
     * @param pattern {@code *} stands for any characters or none, {@code ?} for one; all else for
     *     itself
     */
    record PlateLike(String pattern) implements Condition {}

    /**
     * Its normalised plate has this shape, looked for pass by pass: for shapes that no index helps
     * to find, or that most plates have.
     *
     * @param pattern as of {@link PlateLike}
     */
    record PlateShaped(String pattern) implements Condition {}

    /**
     * Its normalised plate is one of these; none where there is none.
     *
     * @param normalized compared as they are
     */
    record PlateAmong(Set<String> normalized) implements Condition {
        public PlateAmong {
            normalized = Set.copyOf(normalized);
        }
    }

    /** It was seen by this camera. */
    record CameraIs(String cameraId) implements Condition {}

    /**
     * It was seen by one of these cameras; by none where there is none.
     *
     * @param cameraIds all that are let through
     */
    record CameraAmong(Set<String> cameraIds) implements Condition {
        public CameraAmong {
            cameraIds = Set.copyOf(cameraIds);
        }
    }

    /** It was seen at this site. */
    record SiteIs(String siteId) implements Condition {}

    /** Its plate is of this region, or of a part of it: {@code US-FL} is of {@code US}. */
    record RegionIs(String region) implements Condition {}

    /** It went this way, in whatever case. */
    record DirectionIs(String direction) implements Condition {}

    /**
     * Its vehicle is such a one, in whatever case.
     *
     * @param feature which is compared
     * @param value e.g. {@code blue}
     */
    record VehicleIs(Feature feature, String value) implements Condition {
        /** What is known of vehicles. */
        public enum Feature {
            /** E.g. a car or a truck. */
            TYPE,
            /** Who made it. */
            MAKE,
            /** As its maker calls it. */
            MODEL,
            /** Of its body. */
            COLOR
        }
    }

    /** Its plate was read with this confidence or more, 0 to 1. */
    record ConfidenceAtLeast(double confidence) implements Condition {}

    /** Somebody marked it so. */
    record TagIs(String tag) implements Condition {}

    /** It was captured then or later. */
    record CapturedFrom(Instant earliest) implements Condition {}

    /**
     * It was captured then or later, which may be days before the end of the time that is looked
     * at: planned for all values, {@link CapturedFrom} and an end are taken for a moment, so that
     * all passes of each day would be gone through rather than those of the plates.
     */
    record CapturedSince(Instant earliest) implements Condition {}

    /** It was captured then or before. */
    record CapturedUntil(Instant latest) implements Condition {}

    /** It was captured before. */
    record CapturedBefore(Instant end) implements Condition {}
}
