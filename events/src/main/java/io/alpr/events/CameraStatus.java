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
 * @param view what it sees, or why it sees nothing
 */
public record CameraStatus(
        String cameraId,
        String site,
        String state,
        Instant reportedAt,
        Activity activity,
        View view) {
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

    /** A report that tells nothing of the view, as releases before 0.2 wrote it. */
    public CameraStatus(
            String cameraId, String site, String state, Instant reportedAt, Activity activity) {
        this(cameraId, site, state, reportedAt, activity, View.UNKNOWN);
    }

    /**
     * @param fps frames a second over the last ten seconds, 0 or more
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

    /**
     * What a camera sees.
     *
     * @param source what it was when it was last open
     * @param trouble why it gives no frames
     * @param dropsByReason frames dropped since start, by reason
     * @param conditions what is wrong with it although frames come, the oldest first
     */
    public record View(
            Source source,
            Trouble trouble,
            Map<String, Long> dropsByReason,
            List<Condition> conditions) {
        /** Nothing is known. */
        public static final View UNKNOWN =
                new View(Source.UNKNOWN, Trouble.NONE, Map.of(), List.of());

        public View {
            dropsByReason = Map.copyOf(dropsByReason);
            conditions = List.copyOf(conditions);
            dropsByReason.keySet().forEach(reason -> Checks.text("drop reason", reason, 1, 50));
            if (conditions.size() > 50) {
                throw new IllegalArgumentException(
                        "a camera may have 50 conditions, got: " + conditions.size());
            }
        }
    }

    /**
     * @param kind {@code file} or the scheme of the address, e.g. {@code rtsp}; empty when not
     *     known, up to 20 characters
     * @param width columns of the picture, 0 when not known
     * @param height rows of the picture, 0 when not known
     * @param codec e.g. {@code h264}, empty when not known, up to 50 characters
     */
    public record Source(String kind, int width, int height, String codec) {
        /** Never opened yet. */
        public static final Source UNKNOWN = new Source("", 0, 0, "");

        public Source {
            Checks.text("source kind", kind, 0, 20);
            Checks.text("codec", codec, 0, 50);
            Checks.notNegative("width", width);
            Checks.notNegative("height", height);
        }
    }

    /**
     * @param reason one line without secrets, up to 500 characters; empty while all is well
     * @param nextTry when it is tried again, {@link Instant#EPOCH} when it is not
     * @param attempts connections that failed in a row, 0 or more
     */
    public record Trouble(String reason, Instant nextTry, int attempts) {
        /** All is well. */
        public static final Trouble NONE = new Trouble("", Instant.EPOCH, 0);

        public Trouble {
            Checks.text("reason", reason, 0, 500);
            nextTry = Checks.moment("nextTry", nextTry).truncatedTo(ChronoUnit.MILLIS);
            Checks.notNegative("attempts", attempts);
        }
    }

    /**
     * @param name e.g. {@code frozen}, 1 to 50 characters; readers must take names they do not know
     * @param since when it began, UTC
     * @param detail one line for people, up to 500 characters
     */
    public record Condition(String name, Instant since, String detail) {
        public Condition {
            Checks.text("condition", name, 1, 50);
            since = Checks.moment("since", since).truncatedTo(ChronoUnit.MILLIS);
            Checks.text("detail", detail, 0, 500);
        }
    }
}
