package io.alpr.events;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * How a camera is, as its pilot reports it on the compacted topic {@code alpr.cameras.status}.
 *
 * @param cameraId whose
 * @param site of the camera, empty when not known
 * @param state {@code connecting}, {@code streaming}, {@code backing_off} or {@code stopped}
 * @param reportedAt when this was written, UTC
 * @param activity what it has done
 */
public record CameraStatus(
        String cameraId, String site, String state, Instant reportedAt, Activity activity) {
    private static final List<String> STATES =
            List.of("connecting", "streaming", "backing_off", "stopped");

    public CameraStatus {
        cameraId = CameraIds.checked(cameraId);
        Checks.text("site", site, 0, 50);
        if (!STATES.contains(state)) {
            throw new IllegalArgumentException(
                    "camera state must be one of %s, got: '%s'".formatted(STATES, state));
        }
        reportedAt = Checks.moment("reportedAt", reportedAt).truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * @param fps frames a second over the last minute, 0 or more
     * @param lastFrame time of the last frame, {@link Instant#EPOCH} when there was none
     * @param lastRead time of the last event, {@link Instant#EPOCH} when there was none
     * @param drops frames dropped since start
     * @param rejects refused reads since start, by reason
     */
    public record Activity(
            double fps,
            Instant lastFrame,
            Instant lastRead,
            long drops,
            Map<String, Long> rejects) {
        public Activity {
            rejects = Map.copyOf(rejects);
            if (!(fps >= 0 && fps < 100_000) || drops < 0) {
                throw new IllegalArgumentException(
                        "fps and drops must be 0 or more, got: %s and %d".formatted(fps, drops));
            }
            lastFrame = Checks.moment("lastFrame", lastFrame).truncatedTo(ChronoUnit.MILLIS);
            lastRead = Checks.moment("lastRead", lastRead).truncatedTo(ChronoUnit.MILLIS);
            rejects.keySet().forEach(reason -> Checks.text("reject reason", reason, 1, 50));
        }
    }
}
