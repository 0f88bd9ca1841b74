package io.alpr.query;

import io.alpr.archive.read.CameraQueries;
import io.alpr.archive.read.CameraState;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How cameras are, and were: as their pilots report it. No plate is told. */
final class CameraRoutes {
    private static final String PATH = "/api/v1/cameras";

    /** A pilot reports every few seconds; one that says nothing for so long is gone. */
    static final Duration SILENT = Duration.ofSeconds(60);

    /** A week. */
    private static final int MINUTES_MAX = 7 * 24 * 60;

    private final CameraQueries cameras;
    private final Clock clock;

    CameraRoutes(CameraQueries cameras, Clock clock) {
        this.cameras = cameras;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.get(PATH, Entry.VIEWER, this::list),
                Route.get(PATH + "/{camera_id}", Entry.VIEWER, this::one),
                Route.get(PATH + "/{camera_id}/minutes", Entry.VIEWER, this::minutes));
    }

    private void list(Context context) {
        new QueryParameters(context).checkAll();
        var all = cameras.all(Scopes.cameras(context)).stream().map(this::body).toList();
        context.json(Map.of("count", all.size(), "cameras", all));
    }

    private void one(Context context) {
        var id = demanded(context);
        context.json(
                cameras.all(Optional.of(Set.of(id))).stream()
                        .findFirst()
                        .map(this::body)
                        .orElseThrow(CameraRoutes::unknown));
    }

    private void minutes(Context context) {
        var id = demanded(context);
        var parameters = new QueryParameters(context);
        var until = parameters.time("to").orElseGet(clock::instant);
        var from = parameters.time("from").orElseGet(() -> until.minus(Duration.ofDays(1)));
        if (!from.isBefore(until) || Duration.between(from, until).toMinutes() > MINUTES_MAX) {
            parameters.refuse("from", from.toString(), "must be before to, by a week at most");
        }
        parameters.checkAll();
        var minutes = cameras.minutes(id, from, until, MINUTES_MAX);
        context.json(
                Map.of(
                        "camera_id", id,
                        "count", minutes.size(),
                        "minutes", minutes.stream().map(CameraRoutes::body).toList()));
    }

    /** One that he may see; whether there is such a one is not for others to know. */
    private static String demanded(Context context) {
        var id = new QueryParameters(context).path("camera_id");
        if (!Scopes.cameras(context).map(some -> some.contains(id)).orElse(true) || id.isEmpty()) {
            throw unknown();
        }
        return id;
    }

    private static Fault unknown() {
        return new Fault(404, "There is no such camera");
    }

    private Map<String, @Nullable Object> body(CameraState camera) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("camera_id", camera.cameraId());
        body.put("site_id", camera.site().isEmpty() ? null : camera.site());
        body.put("health", health(camera));
        body.put("state", camera.state());
        body.put("reported_at", time(camera.reportedAt()));
        var activity = camera.activity();
        body.put("fps", activity.fps());
        body.put("last_frame_at", time(activity.lastFrame()));
        body.put("last_read_at", time(activity.lastRead()));
        body.put("dropped", activity.dropped());
        body.put("drops", activity.drops());
        body.put("rejects", activity.rejects());
        body.put("source", source(camera.source()));
        body.put("trouble", trouble(camera.trouble()));
        body.put("conditions", camera.conditions().stream().map(CameraRoutes::body).toList());
        return body;
    }

    /** In one word. */
    private String health(CameraState camera) {
        if (camera.reportedAt().isBefore(clock.instant().minus(SILENT))) {
            return "silent";
        }
        if (!camera.state().equals("streaming")) {
            return camera.state().equals("stopped") ? "stopped" : "down";
        }
        return camera.conditions().isEmpty() ? "up" : "degraded";
    }

    private static Map<String, @Nullable Object> source(CameraState.Source source) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("kind", source.kind());
        body.put("width", source.width());
        body.put("height", source.height());
        body.put("codec", source.codec());
        return body;
    }

    private static @Nullable Object trouble(CameraState.Trouble trouble) {
        if (trouble.reason().isEmpty()) {
            return null;
        }
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("reason", trouble.reason());
        body.put("next_try_at", time(trouble.nextTry()));
        body.put("attempts", trouble.attempts());
        return body;
    }

    private static Map<String, @Nullable Object> body(CameraState.Condition condition) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("name", condition.name());
        body.put("since", time(condition.since()));
        body.put("detail", condition.detail());
        return body;
    }

    private static Map<String, @Nullable Object> body(CameraState.Minute minute) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("minute", time(minute.minute()));
        body.put("state", minute.state());
        body.put("fps", minute.fps());
        body.put("drops", minute.drops());
        body.put("trouble", minute.trouble().isEmpty() ? null : minute.trouble());
        body.put("conditions", minute.conditions());
        return body;
    }

    private static @Nullable String time(@Nullable Instant time) {
        return time == null ? null : DateTimeFormatter.ISO_INSTANT.format(time);
    }
}
