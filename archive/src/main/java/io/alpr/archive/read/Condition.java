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

    /** It was captured then or later. */
    record CapturedFrom(Instant earliest) implements Condition {}

    /** It was captured then or before. */
    record CapturedUntil(Instant latest) implements Condition {}
}
