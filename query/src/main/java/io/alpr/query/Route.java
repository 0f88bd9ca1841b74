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
 * @param handler what it does
 */
record Route(Verb verb, String path, Handler handler) {
    /** The two kinds of route. */
    enum Verb {
        /** Reads; answers HEAD too. */
        GET,
        /** Sends something in. */
        POST
    }

    static Route get(String path, Handler handler) {
        return new Route(Verb.GET, path, handler);
    }

    static Route post(String path, Handler handler) {
        return new Route(Verb.POST, path, handler);
    }

    void addTo(RoutesConfig routes) {
        switch (verb) {
            case GET -> ManagementRoutes.readable(routes, path, handler);
            case POST -> routes.addHttpHandler(HandlerType.POST, path, handler);
        }
    }
}
