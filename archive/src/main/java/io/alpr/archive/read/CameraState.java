package io.alpr.archive.read;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a camera is, as its pilot said last.
 *
 * @param cameraId whose
 * @param site of it; empty when not known
 * @param state {@code connecting}, {@code streaming}, {@code backing_off} or {@code stopped}
 * @param reportedAt when its pilot said so, UTC
 * @param activity what it does
 * @param source what it sends
 * @param trouble why there are no frames
 * @param conditions what is wrong although frames come, the oldest first
 */
public record CameraState(
        String cameraId,
        String site,
        String state,
        Instant reportedAt,
        Activity activity,
        Source source,
        Trouble trouble,
        List<Condition> conditions) {
    public CameraState {
        conditions = List.copyOf(conditions);
    }

    /**
     * @param fps frames a second
     * @param lastFrame time of the last one, UTC; null when there was none
     * @param lastRead time of the last event, UTC; null when there was none
     * @param drops frames dropped since its pilot started, by reason
     * @param dropped all of them
     * @param rejects refused reads since then, by reason
     */
    public record Activity(
            double fps,
            @Nullable Instant lastFrame,
            @Nullable Instant lastRead,
            Map<String, Long> drops,
            long dropped,
            Map<String, Long> rejects) {}

    /**
     * @param kind e.g. {@code rtsp}; empty when not known
     * @param width columns of the picture, 0 when not known
     * @param height rows of the picture, 0 when not known
     * @param codec e.g. {@code h264}; empty when not known
     */
    public record Source(String kind, int width, int height, String codec) {}

    /**
     * @param reason in words; empty while all is well
     * @param nextTry when it is tried again, UTC; null when it is not
     * @param attempts connections that failed in a row
     */
    public record Trouble(String reason, @Nullable Instant nextTry, int attempts) {}

    /**
     * @param name e.g. {@code frozen}
     * @param since when it began, UTC
     * @param detail in words
     */
    public record Condition(String name, Instant since, String detail) {}

    /**
     * A minute of it.
     *
     * @param minute its beginning, UTC
     * @param state at its last report in that minute
     * @param fps then
     * @param drops frames dropped since its pilot started, then
     * @param trouble in words; empty where all was well
     * @param conditions by name
     */
    public record Minute(
            Instant minute,
            String state,
            double fps,
            long drops,
            String trouble,
            List<String> conditions) {
        public Minute {
            conditions = List.copyOf(conditions);
        }
    }
}
