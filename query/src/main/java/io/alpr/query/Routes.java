package io.alpr.query;

import io.alpr.archive.read.EventQueries;
import io.alpr.query.access.Authenticator;
import io.alpr.query.sso.OidcLogin;
import io.alpr.query.sso.OidcSettings;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
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
    private final SessionRoutes sessions;
    private final PictureRoutes pictures;
    private final List<List<Route>> others;
    private final Optional<OidcSettings> oidc;
    private final Parts parts;
    private final Rooms rooms;

    Routes(Parts parts, Rooms rooms, Optional<OidcSettings> oidc) {
        this.parts = parts;
        this.rooms = rooms;
        this.oidc = oidc;
        this.queries = parts.queries();
        var links = rooms.links();
        var lookups = rooms.lookups();
        var limits = rooms.limits();
        this.page = new PassesPage(queries, links, lookups);
        this.events = new EventRoutes(queries, links, lookups);
        this.sessions = new SessionRoutes(rooms.authenticator(), lookups);
        this.pictures = new PictureRoutes(queries, parts.pictures(), links.own(), lookups, limits);
        var clock = Clock.systemUTC();
        this.others =
                List.of(
                        new SearchRoutes(queries, links, lookups).routes(),
                        new CountRoutes(queries, lookups).routes(),
                        // Before those of one pass: "export" is no pass's id.
                        new ExportRoutes(queries, lookups).routes(),
                        new PassRoutes(queries, parts.edits(), links, lookups).routes(),
                        pictures.routes(),
                        new TagRoutes(parts.edits().tags()).routes(),
                        new HistoryRoutes(queries.history(), lookups, clock).routes(),
                        new LiveRoutes(parts.feed(), rooms.identities(), links, lookups).routes(),
                        new CameraRoutes(queries.cameras(), clock).routes(),
                        parts.recognizing().routes(),
                        sessions.routes(),
                        new UserRoutes(parts.access().accounts(), rooms.authenticator(), lookups)
                                .routes(),
                        new KeyRoutes(parts.access().keys(), rooms.authenticator(), lookups)
                                .routes(),
                        new AuditRoutes(parts.audit().trail(), lookups).routes());
    }

    /** What handlers share. */
    record Rooms(
            Authenticator authenticator,
            Identities identities,
            RateLimits limits,
            Links links,
            Lookups lookups) {
        static Rooms of(QuerySettings settings, Parts parts, RateLimits limits) {
            var authenticator = new Authenticator(parts.access());
            return new Rooms(
                    authenticator,
                    new Identities(authenticator),
                    limits,
                    new Links(settings.objectStore(), Clock.systemUTC()),
                    new Lookups(parts.audit(), settings.rules().reasonRequired()));
        }
    }

    /** What programs call; every line stands in {@code openapi.yaml} too. */
    List<Route> api() {
        return Stream.of(Stream.of(seedRoutes()), others.stream(), Stream.of(Documentation.api()))
                .flatMap(lists -> lists)
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
        return Stream.of(
                        page.routes(),
                        new LoginPage(sessions, oidc.map(OidcSettings::label)).routes(),
                        sso(),
                        List.of(pictures.signedRoute()),
                        Documentation.pages())
                .flatMap(List::stream)
                .toList();
    }

    private List<Route> sso() {
        return oidc.map(
                        settings ->
                                new SsoRoutes(
                                                new OidcLogin(settings),
                                                settings.publicUrl(),
                                                parts.access().vouched(),
                                                rooms.authenticator(),
                                                rooms.lookups())
                                        .routes())
                .orElse(List.of());
    }

    List<Route> all() {
        return Stream.concat(api().stream(), pages().stream()).toList();
    }

    private void root(Context context) {
        context.header("Vary", "Accept");
        if (Gate.isPage(context)) {
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
