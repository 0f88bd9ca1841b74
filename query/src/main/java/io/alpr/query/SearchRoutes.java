package io.alpr.query;

import io.alpr.archive.access.CameraScope;
import io.alpr.archive.read.ArchivedEvent;
import io.alpr.archive.read.EventQueries;
import io.alpr.archive.read.Page;
import io.alpr.archive.read.PassSearch;
import io.alpr.archive.read.PassSearch.Plates;
import io.alpr.archive.read.PlateMatch;
import io.alpr.archive.read.PlateSearch;
import io.alpr.archive.read.Total;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Search for passes by all that is known of them, and for plates by likeness and by shape. */
final class SearchRoutes {
    /** As many as somebody looks through; all there are come by pages or by the export. */
    private static final int PASSES_DEFAULT = 50;

    private final PassSearch passes;
    private final PlateSearch plates;
    private final Links links;
    private final Lookups lookups;

    SearchRoutes(EventQueries queries, Links links, Lookups lookups) {
        this.passes = new PassSearch(queries);
        this.plates = queries.plates();
        this.links = links;
        this.lookups = lookups;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/v1/passes", Entry.VIEWER, this::passes),
                Route.get("/api/v1/plates", Entry.VIEWER, this::plates));
    }

    private void passes(Context context) {
        var parameters = new QueryParameters(context);
        int limit = parameters.limit(PASSES_DEFAULT);
        var page = parameters.page(limit, 0);
        var filters = Filters.of(parameters);
        parameters.checkAll();
        var question =
                passes.question(
                        filters.plates(),
                        Scopes.within(context, filters.conditions()),
                        filters.end());
        // Counted once: a page further on has the same total, but for what came meanwhile.
        var first =
                page instanceof Page.Offset
                        ? Optional.of(passes.first(question, page.limit()))
                        : Optional.<PassSearch.First>empty();
        var total = first.map(PassSearch.First::total);
        var found =
                first.map(PassSearch.First::events).orElseGet(() -> passes.page(question, page));
        var shown = found.subList(0, Math.min(limit, found.size()));
        lookups.note(context, filters.asked().about(filters.plate()), shown.size());
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("count", shown.size());
        body.put("total", total.map(Total::rows).orElse(null));
        body.put("total_is_exact", total.map(Total::exact).orElse(null));
        body.put("window_from", question.since().map(SearchRoutes::time).orElse(null));
        body.put("plates_complete", question.complete());
        body.put("events", bodies(context).events(shown));
        body.put("matches", matches(question, shown));
        body.put(
                "next_cursor",
                found.size() > limit ? Cursor.encoded(shown.getLast().position()) : null);
        context.json(body);
    }

    /** How each plate of a page is like the one that was looked for. */
    private static Map<String, Object> matches(
            PassSearch.Question question, List<ArchivedEvent> events) {
        var matches = new LinkedHashMap<String, Object>();
        for (var event : events) {
            var plate = event.plate().normalized();
            var match = question.matches().get(plate);
            if (match != null) {
                matches.put(plate, likeness(match));
            }
        }
        return matches;
    }

    private void plates(Context context) {
        var parameters = new QueryParameters(context);
        int limit = parameters.limit();
        var wanted = Filters.plates(parameters);
        if (wanted instanceof Plates.Any) {
            parameters.refuse("plate", "", "or like must be given");
        }
        parameters.checkAll();
        var found = found(wanted);
        var seen = within(context, found.matches());
        var shown = seen.subList(0, Math.min(limit, seen.size()));
        var changes =
                wanted instanceof Plates.Like(_, int most)
                        ? Optional.of(String.valueOf(most))
                        : Optional.<String>empty();
        lookups.note(
                context,
                Asked.of("plates").with("changes", changes).about(Filters.text(wanted)),
                shown.size());
        boolean everywhere = Gate.principal(context).scope() instanceof CameraScope.Everything;
        var body = new LinkedHashMap<String, Object>();
        body.put("count", shown.size());
        body.put("complete", found.complete() && seen.size() <= limit);
        body.put("plates", shown.stream().map(match -> plate(match, everywhere)).toList());
        context.json(body);
    }

    private PlateSearch.Found found(Plates wanted) {
        return switch (wanted) {
            case Plates.Any _ -> new PlateSearch.Found(List.of(), true);
            case Plates.Exactly(var text) -> plates.shaped(text, 1);
            case Plates.Shaped(var pattern) -> plates.shaped(pattern, PassSearch.PLATES_MAX);
            case Plates.Like(var text, int changes) ->
                    plates.like(text, changes, PassSearch.PLATES_MAX);
        };
    }

    /** Those that he may see a pass of. */
    private List<PlateMatch> within(Context context, List<PlateMatch> matches) {
        if (!(Gate.principal(context).scope() instanceof CameraScope.Only(var cameras))) {
            return matches;
        }
        var seen =
                plates.seenBy(
                        new TreeSet<>(cameras), matches.stream().map(PlateMatch::plate).toList());
        return matches.stream().filter(match -> seen.contains(match.plate())).toList();
    }

    private static Map<String, @Nullable Object> plate(PlateMatch match, boolean everywhere) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("plate", match.plate());
        // Where it was seen last is not for somebody who may not see that pass.
        body.put("last_seen", everywhere ? time(match.lastSeen()) : null);
        body.putAll(likeness(match));
        return body;
    }

    private static Map<String, Object> likeness(PlateMatch match) {
        var body = new LinkedHashMap<String, Object>();
        body.put("score", Math.round(match.likeness().score() * 1_000) / 1_000.0);
        body.put("reason", match.likeness().reason());
        return body;
    }

    private static String time(Instant time) {
        return DateTimeFormatter.ISO_INSTANT.format(time);
    }

    private EventBodies bodies(Context context) {
        return EventBodies.linked(links.of(context));
    }
}
