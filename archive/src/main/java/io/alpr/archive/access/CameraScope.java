package io.alpr.archive.access;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The cameras whose passes somebody may see. */
public sealed interface CameraScope permits CameraScope.Everything, CameraScope.Only {
    /** All cameras, those of tomorrow among them. */
    record Everything() implements CameraScope {}

    /**
     * These cameras alone; none of them sees nothing.
     *
     * @param cameras ids, each {@code [A-Za-z0-9._-]{1,50}}, 1,000 at most
     */
    record Only(Set<String> cameras) implements CameraScope {
        private static final Pattern CAMERA = Pattern.compile("[A-Za-z0-9._-]{1,50}");
        private static final int CAMERAS_MAX = 1_000;

        public Only {
            cameras = Set.copyOf(cameras);
            if (cameras.size() > CAMERAS_MAX) {
                throw new IllegalArgumentException(
                        "a scope names %d cameras at most, got: %d"
                                .formatted(CAMERAS_MAX, cameras.size()));
            }
            for (var camera : cameras) {
                if (!CAMERA.matcher(camera).matches()) {
                    throw new IllegalArgumentException(
                            "a camera id has 1 to 50 of A-Z a-z 0-9 . _ -, got: '%s'"
                                    .formatted(camera));
                }
            }
        }
    }

    /** As accounts and keys write it: an empty list is everything. */
    static CameraScope written(List<String> cameras) {
        return cameras.isEmpty() ? new Everything() : new Only(Set.copyOf(cameras));
    }

    /** The same as a sorted list; {@link Only} none cannot be written. */
    default List<String> list() {
        return switch (this) {
            case Everything _ -> List.of();
            case Only(var cameras) -> List.copyOf(new TreeSet<>(cameras));
        };
    }

    /** Whether it has this camera. */
    default boolean sees(String camera) {
        return switch (this) {
            case Everything _ -> true;
            case Only(var cameras) -> cameras.contains(camera);
        };
    }

    /** What both see. */
    default CameraScope within(CameraScope other) {
        if (this instanceof Only(var mine) && other instanceof Only(var others)) {
            var both = new TreeSet<>(mine);
            both.retainAll(others);
            return new Only(both);
        }
        return this instanceof Everything ? other : this;
    }
}
