package io.alpr.query;

import io.alpr.archive.access.AccessStore;
import io.alpr.archive.audit.AuditTrail;
import io.alpr.archive.read.EventQueries;
import io.alpr.archive.read.PictureLinks;
import io.alpr.query.access.Authenticator;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;

/**
 * The route table. Where two lines could match one address, the earlier one wins: {@code
 * /events/search} must stand before {@code /events/{event_id}}.
 */
final class Routes {
    static final String VERSION = "1.0.0";

    private final EventQueries queries;
    private final PassesPage page;
    private final EventRoutes events;
    private final RecognizeRoute recognizing;
    private final SessionRoutes sessions;
    private final UserRoutes users;
    private final KeyRoutes keys;
    private final AuditRoutes audit;
    private final SearchRoutes search;
    private final CountRoutes counts;
    private final ExportRoutes exports;

    Routes(
            EventQueries queries,
            PictureLinks links,
            RecognizeRoute recognizing,
            AccessStore access,
            Authenticator authenticator,
            AuditTrail trail,
            Lookups lookups) {
        this.queries = queries;
        this.page = new PassesPage(queries, links, lookups);
        var bodies = EventBodies.linked(links);
        this.events = new EventRoutes(queries, bodies, lookups);
        this.search = new SearchRoutes(queries, bodies, lookups);
        this.counts = new CountRoutes(queries, lookups);
        this.exports = new ExportRoutes(queries, lookups);
        this.recognizing = recognizing;
        this.sessions = new SessionRoutes(authenticator, lookups);
        this.users = new UserRoutes(access.accounts(), authenticator, lookups);
        this.keys = new KeyRoutes(access.keys(), authenticator, lookups);
        this.audit = new AuditRoutes(trail, lookups);
    }

    /** What programs call; every line stands in {@code openapi.yaml} too. */
    List<Route> api() {
        return Stream.of(
                        seedRoutes(),
                        search.routes(),
                        counts.routes(),
                        exports.routes(),
                        recognizing.routes(),
                        sessions.routes(),
                        users.routes(),
                        keys.routes(),
                        audit.routes(),
                        Documentation.api())
                .flatMap(List::stream)
                .toList();
    }

    private List<Route> seedRoutes() {
        return List.of(
                Route.get("/", Entry.VIEWER, this::root),
                Route.get("/health", Entry.OPEN, this::health),
                Route.get("/stats", Entry.VIEWER, events::stats),
                Route.get("/events/recent", Entry.VIEWER, events::recent),
                Route.get("/events/search", Entry.VIEWER, events::search),
                Route.get("/events/plate/{plate_text}", Entry.VIEWER, events::byPlate),
                Route.get("/events/camera/{camera_id}", Entry.VIEWER, events::byCamera),
                Route.get("/events/{event_id}", Entry.VIEWER, events::byId));
    }

    /** Pages for people, and the files that they load. */
    List<Route> pages() {
        return Stream.of(page.routes(), new LoginPage(sessions).routes(), Documentation.pages())
                .flatMap(List::stream)
                .toList();
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
