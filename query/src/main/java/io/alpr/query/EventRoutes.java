package io.alpr.query;

import io.alpr.archive.read.ArchivedEvent;
import io.alpr.archive.read.Condition;
import io.alpr.archive.read.EventQueries;
import io.alpr.archive.read.Page;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The contract's data routes. */
final class EventRoutes {
    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final EventQueries queries;
    private final Links links;

    private final Lookups lookups;

    EventRoutes(EventQueries queries, Links links, Lookups lookups) {
        this.queries = queries;
        this.links = links;
        this.lookups = lookups;
    }

    void stats(Context context) {
        context.json(EventBodies.stats(queries.stats(Scopes.of(context))));
    }

    void recent(Context context) {
        var parameters = new QueryParameters(context);
        int limit = parameters.limit();
        parameters.check();
        var events = queries.recent(limit, Scopes.of(context));
        lookups.note(context, Asked.of("recent").about(), events.size());
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("count", events.size());
        body.put("events", bodies(context).events(events));
        context.json(body);
    }

    void byId(Context context) {
        var id = context.pathParam("event_id");
        var event = uuid(id).flatMap(queries::byId).filter(found -> Scopes.sees(context, found));
        lookups.note(
                context,
                Asked.of("event").with("event_id", Optional.of(id)).about(),
                event.isPresent() ? 1 : 0);
        context.json(
                event.map(bodies(context)::event)
                        .orElseThrow(() -> new Fault(404, "Event not found")));
    }

    /** The id of that text, in its usual form alone. */
    static Optional<UUID> uuid(String text) {
        return UUID_FORM.matcher(text).matches()
                ? Optional.of(UUID.fromString(text))
                : Optional.empty();
    }

    void byPlate(Context context) {
        var parameters = new QueryParameters(context);
        var plate = normalized(parameters.path("plate_text"));
        int limit = parameters.limit();
        long offset = parameters.offset();
        var page = parameters.page(limit, offset);
        parameters.check();
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("plate", plate);
        int found = addPaged(context, body, List.of(new Condition.PlateIs(plate)), page, limit);
        lookups.note(context, Asked.of("plate").about(plate), found);
        context.json(body);
    }

    void byCamera(Context context) {
        var parameters = new QueryParameters(context);
        var camera = parameters.path("camera_id");
        int limit = parameters.limit();
        long offset = parameters.offset();
        var page = parameters.page(limit, offset);
        var start = parameters.text("start_time");
        var end = parameters.text("end_time");
        parameters.check();
        var conditions = new ArrayList<Condition>();
        conditions.add(new Condition.CameraIs(camera));
        conditions.addAll(bounds(start, end));
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("camera_id", camera);
        body.put("start_time", start.orElse(null));
        body.put("end_time", end.orElse(null));
        int found = addPaged(context, body, conditions, page, limit);
        lookups.note(
                context,
                Asked.of("camera")
                        .with("camera", Optional.of(camera))
                        .with("start_time", start)
                        .with("end_time", end)
                        .about(),
                found);
        context.json(body);
    }

    void search(Context context) {
        var parameters = new QueryParameters(context);
        int limit = parameters.limit();
        var page = parameters.page(limit, 0);
        var plate = parameters.text("plate");
        var camera = parameters.text("camera");
        var site = parameters.text("site");
        var start = parameters.text("start_time");
        var end = parameters.text("end_time");
        parameters.check();
        var conditions = new ArrayList<Condition>();
        plate.map(EventRoutes::plateCondition).ifPresent(conditions::add);
        camera.map(Condition.CameraIs::new).ifPresent(conditions::add);
        site.map(Condition.SiteIs::new).ifPresent(conditions::add);
        conditions.addAll(bounds(start, end));
        var filters = new LinkedHashMap<String, @Nullable Object>();
        filters.put("plate", plate.orElse(null));
        filters.put("camera", camera.orElse(null));
        filters.put("site", site.orElse(null));
        filters.put("start_time", start.orElse(null));
        filters.put("end_time", end.orElse(null));
        var found = found(context, conditions, page, limit);
        lookups.note(
                context,
                Asked.of("search")
                        .with("camera", camera)
                        .with("site", site)
                        .with("start_time", start)
                        .with("end_time", end)
                        .about(plate.map(EventRoutes::normalized).orElse("")),
                found.events().size());
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("count", found.events().size());
        body.put("filters", filters);
        body.put("events", bodies(context).events(found.events()));
        body.put("next_cursor", found.cursor().orElse(null));
        context.json(body);
    }

    /** How plates are compared: upper case, without spaces and dashes. */
    static String normalized(String plate) {
        return plate.toUpperCase(Locale.ROOT).replace(" ", "").replace("-", "");
    }

    /** With {@code *} or {@code ?} in it the plate is a pattern. */
    static Condition plateCondition(String plate) {
        var normalized = normalized(plate);
        return normalized.contains("*") || normalized.contains("?")
                ? new Condition.PlateLike(normalized)
                : new Condition.PlateIs(normalized);
    }

    private static List<Condition> bounds(Optional<String> start, Optional<String> end) {
        var conditions = new ArrayList<Condition>();
        start.map(text -> IsoTimes.parsed(text).orElseThrow(() -> badTime("start_time")))
                .map(Condition.CapturedFrom::new)
                .ifPresent(conditions::add);
        end.map(text -> IsoTimes.parsed(text).orElseThrow(() -> badTime("end_time")))
                .map(Condition.CapturedUntil::new)
                .ifPresent(conditions::add);
        return conditions;
    }

    private static Fault badTime(String name) {
        return new Fault(400, "Invalid " + name + " format (use ISO 8601)");
    }

    private int addPaged(
            Context context,
            Map<String, @Nullable Object> body,
            List<Condition> conditions,
            Page page,
            int limit) {
        var found = found(context, conditions, page, limit);
        body.put("count", found.events().size());
        body.put("limit", limit);
        body.put("offset", page instanceof Page.Offset(_, var skipped) ? skipped : 0L);
        body.put("events", bodies(context).events(found.events()));
        body.put("next_cursor", found.cursor().orElse(null));
        return found.events().size();
    }

    private record Found(List<ArchivedEvent> events, boolean more) {
        Optional<String> cursor() {
            return more
                    ? Optional.of(Cursor.encoded(events.getLast().position()))
                    : Optional.empty();
        }
    }

    /** The page asks for one row more than the client did, which tells whether there is a next. */
    private Found found(Context context, List<Condition> conditions, Page page, int limit) {
        var events = queries.matching(Scopes.within(context, conditions), page);
        return events.size() > limit
                ? new Found(events.subList(0, limit), true)
                : new Found(events, false);
    }

    private EventBodies bodies(Context context) {
        return EventBodies.linked(links.of(context));
    }
}
