package io.alpr.pilot.reject;

import java.nio.file.Path;

/**
 * Where refused reads are kept, and how many.
 *
 * @param folder of one pilot alone; made when it is missing
 * @param perCamera most refused reads of each camera, 0 (none are kept) to {@value #PER_CAMERA_MAX}
 * @param bytesMax most bytes of all cameras, 1 MiB or more
 */
public record RejectSettings(Path folder, int perCamera, long bytesMax) {
    private static final int PER_CAMERA_MAX = 10_000;
    private static final long BYTES_MIN = 1 << 20;

    public RejectSettings {
        if (perCamera < 0 || perCamera > PER_CAMERA_MAX) {
            throw new IllegalArgumentException(
                    "rejects per_camera must be 0 to %d, got: %d"
                            .formatted(PER_CAMERA_MAX, perCamera));
        }
        if (bytesMax < BYTES_MIN) {
            throw new IllegalArgumentException(
                    "rejects may take %d bytes or more, got: %d".formatted(BYTES_MIN, bytesMax));
        }
    }
}
