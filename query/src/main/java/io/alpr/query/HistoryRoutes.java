package io.alpr.query;

import io.alpr.archive.read.PlateHistory;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a plate did, and who passed with it. */
final class HistoryRoutes {
    private static final String PATH = "/api/v1/plates/{plate}";
    private static final Pattern PLATE = Pattern.compile("[A-Z0-9]{1,20}");
    private static final Duration DEFAULT = Duration.ofDays(90);
    private static final int WITHIN_SECONDS_MAX = 600;

    private final PlateHistory history;
    private final Lookups lookups;
    private final Clock clock;

    HistoryRoutes(PlateHistory history, Lookups lookups, Clock clock) {
        this.history = history;
        this.lookups = lookups;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.get(PATH + "/history", Entry.VIEWER, this::history),
                Route.get(PATH + "/companions", Entry.VIEWER, this::companions));
    }

    private void history(Context context) {
        var parameters = new QueryParameters(context);
        var part = part(context, parameters);
        var zone = CountRoutes.zone(parameters);
        parameters.checkAll();
        var found = history.of(part, zone);
        lookups.note(context, asked("history", parameters).about(part.plate()), found.passes());
        var body = head(part);
        body.put("passes", found.passes());
        body.put("complete", found.complete());
        body.put("first_captured_at", bound(found, true));
        body.put("last_captured_at", bound(found, false));
        body.put("cameras", found.cameras().stream().map(HistoryRoutes::body).toList());
        body.put("timezone", zone.getId());
        body.put("week", found.week());
        body.put("ways", found.ways().stream().map(HistoryRoutes::body).toList());
        context.json(body);
    }

    private void companions(Context context) {
        var parameters = new QueryParameters(context);
        var part = part(context, parameters);
        int within = parameters.wholeNumber("within", 60, 1, WITHIN_SECONDS_MAX);
        int least = parameters.wholeNumber("least", 2, 1, 100);
        int limit = parameters.wholeNumber("limit", 50, 1, 200);
        parameters.checkAll();
        var found = history.companions(part, Duration.ofSeconds(within), least, limit);
        lookups.note(
                context,
                asked("companions", parameters)
                        .with("within", Optional.of(String.valueOf(within)))
                        .with("least", Optional.of(String.valueOf(least)))
                        .about(part.plate()),
                found.size());
        var body = head(part);
        body.put("count", found.size());
        body.put("companions", found.stream().map(HistoryRoutes::body).toList());
        context.json(body);
    }

    private PlateHistory.Part part(Context context, QueryParameters parameters) {
        var plate = EventRoutes.normalized(parameters.path("plate"));
        if (!PLATE.matcher(plate).matches()) {
            throw InvalidParameters.of("path", "plate", plate, "must have 1 to 20 of A-Z and 0-9");
        }
        // Pilots' clocks may run ahead.
        var until = parameters.time("to").orElseGet(() -> clock.instant().plus(Duration.ofDays(1)));
        var from = parameters.time("from").orElseGet(() -> until.minus(DEFAULT));
        if (!from.isBefore(until)) {
            parameters.refuse("to", until.toString(), "must be after from");
        }
        return new PlateHistory.Part(plate, from, until, Scopes.cameras(context));
    }

    private static Asked asked(String action, QueryParameters parameters) {
        return Asked.of(action)
                .with("from", parameters.text("from"))
                .with("to", parameters.text("to"));
    }

    private static Map<String, @Nullable Object> head(PlateHistory.Part part) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("plate", part.plate());
        body.put("from", time(part.from()));
        body.put("to", time(part.until()));
        return body;
    }

    private static @Nullable String bound(PlateHistory.History history, boolean first) {
        var times =
                history.cameras().stream()
                        .map(first ? PlateHistory.Camera::first : PlateHistory.Camera::last);
        var found = first ? times.min(Instant::compareTo) : times.max(Instant::compareTo);
        return found.map(HistoryRoutes::time).orElse(null);
    }

    private static Map<String, Object> body(PlateHistory.Camera camera) {
        var body = new LinkedHashMap<String, Object>();
        body.put("camera_id", camera.cameraId());
        body.put("passes", camera.passes());
        body.put("first_captured_at", time(camera.first()));
        body.put("last_captured_at", time(camera.last()));
        return body;
    }

    private static Map<String, Object> body(PlateHistory.Way way) {
        var body = new LinkedHashMap<String, Object>();
        body.put("from_camera", way.from());
        body.put("to_camera", way.to());
        body.put("passes", way.passes());
        body.put("median_seconds", way.median().toMillis() / 1_000.0);
        return body;
    }

    private static Map<String, Object> body(PlateHistory.Companion companion) {
        var body = new LinkedHashMap<String, Object>();
        body.put("plate", companion.plate());
        body.put("meetings", companion.meetings());
        body.put("cameras", companion.cameras());
        body.put("days", companion.days());
        body.put("first_captured_at", time(companion.first()));
        body.put("last_captured_at", time(companion.last()));
        body.put("passes", companion.passes());
        return body;
    }

    private static String time(Instant time) {
        return DateTimeFormatter.ISO_INSTANT.format(time);
    }
}
