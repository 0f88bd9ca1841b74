package io.alpr.query;

import io.alpr.service.ManagementRoutes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;

/**
 * One line of the route table.
 *
 * @param verb what it answers
 * @param path with parameters as {@code {name}}
 * @param entry who gets through
 * @param handler what it does
 */
record Route(Verb verb, String path, Entry entry, Handler handler) {
    /** The kinds of route. */
    enum Verb {
        /** Reads; answers HEAD too. */
        GET,
        /** Sends something in. */
        POST,
        /** Puts something in the place of something. */
        PUT,
        /** Changes some of it. */
        PATCH,
        /** Takes it away. */
        DELETE
    }

    static Route get(String path, Entry entry, Handler handler) {
        return new Route(Verb.GET, path, entry, handler);
    }

    static Route post(String path, Entry entry, Handler handler) {
        return new Route(Verb.POST, path, entry, handler);
    }

    /** The same behind another door. */
    Route behind(Entry other) {
        return new Route(verb, path, other, handler);
    }

    /** As the gate knows it, e.g. {@code GET /stats}. */
    String line() {
        return verb + " " + path;
    }

    void addTo(RoutesConfig routes) {
        switch (verb) {
            case GET -> ManagementRoutes.readable(routes, path, handler);
            case POST -> routes.addHttpHandler(HandlerType.POST, path, handler);
            case PUT -> routes.addHttpHandler(HandlerType.PUT, path, handler);
            case PATCH -> routes.addHttpHandler(HandlerType.PATCH, path, handler);
            case DELETE -> routes.addHttpHandler(HandlerType.DELETE, path, handler);
        }
    }
}
