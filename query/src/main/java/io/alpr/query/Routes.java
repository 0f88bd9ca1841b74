package io.alpr.query;

import io.alpr.archive.read.EventQueries;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;

/**
 * The route table. Where two lines could match one address, the earlier one wins: {@code
 * /events/search} must stand before {@code /events/{event_id}}.
 */
final class Routes {
    private static final String VERSION = "1.0.0";

    private final EventQueries queries;
    private final PassesPage page;
    private final EventRoutes events;
    private final RecognizeRoute recognizing;

    Routes(EventQueries queries, PictureLinks links, RecognizeRoute recognizing) {
        this.queries = queries;
        this.page = new PassesPage(queries, links);
        this.events = new EventRoutes(queries, new EventBodies(links));
        this.recognizing = recognizing;
    }

    /** What programs call; every line stands in {@code openapi.yaml} too. */
    List<Route> api() {
        return Stream.concat(
                        Stream.of(
                                Route.get("/", this::root),
                                Route.get("/health", this::health),
                                Route.get("/stats", events::stats),
                                Route.get("/events/recent", events::recent),
                                Route.get("/events/search", events::search),
                                Route.get("/events/plate/{plate_text}", events::byPlate),
                                Route.get("/events/camera/{camera_id}", events::byCamera),
                                Route.get("/events/{event_id}", events::byId),
                                Route.post("/api/v1/recognize", recognizing::answer)),
                        Documentation.api().stream())
                .toList();
    }

    /** Pages for people, and the files that they load. */
    List<Route> pages() {
        return Stream.concat(page.routes().stream(), Documentation.pages().stream()).toList();
    }

    List<Route> all() {
        return Stream.concat(api().stream(), pages().stream()).toList();
    }

    private void root(Context context) {
        context.header("Vary", "Accept");
        var accept = context.header("Accept");
        if (accept != null && accept.contains("text/html")) {
            page.answer(context);
            return;
        }
        var endpoints = new LinkedHashMap<String, String>();
        endpoints.put("stats", "/stats");
        endpoints.put("recent", "/events/recent");
        endpoints.put("by_id", "/events/{event_id}");
        endpoints.put("by_plate", "/events/plate/{plate_text}");
        endpoints.put("by_camera", "/events/camera/{camera_id}");
        endpoints.put("search", "/events/search");
        endpoints.put("recognize", "/api/v1/recognize");
        endpoints.put("docs", "/docs");
        var body = new LinkedHashMap<String, Object>();
        body.put("name", "ALPR Query API");
        body.put("version", VERSION);
        body.put("endpoints", endpoints);
        context.json(body);
    }

    private void health(Context context) {
        if (!queries.answers()) {
            throw new Fault(503, "Database not connected");
        }
        var body = new LinkedHashMap<String, Object>();
        body.put("status", "healthy");
        body.put("database_connected", true);
        context.json(body);
    }
}
