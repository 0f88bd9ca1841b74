package io.alpr.query;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.net.URI;
import java.util.List;
import java.util.Set;

/** What stands before every route: who may read answers in a browser, and what a page may load. */
final class Guards {
    /**
     * Names under which this machine's own programs reach us. A page of the web whose name was made
     * to point here (DNS rebinding) asks under its own name and gets nothing.
     */
    private static final Set<String> OWN_NAMES = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private Guards() {}

    static void addTo(JavalinConfig config, QuerySettings settings) {
        allowOrigins(config, settings.rules().corsOrigins());
        var policy = contentPolicy(settings.objectStore().publicEndpoint());
        config.routes.before(
                context -> {
                    RequestIds.assign(context);
                    context.header("X-Content-Type-Options", "nosniff")
                            .header("Referrer-Policy", "no-referrer")
                            .header("Cross-Origin-Resource-Policy", "same-origin")
                            .header("X-Frame-Options", "DENY")
                            .header("Cache-Control", "no-store")
                            .header("Content-Security-Policy", policy);
                });
        config.routes.after(_ -> RequestIds.forget());
    }

    private static void allowOrigins(JavalinConfig config, List<String> origins) {
        if (origins.isEmpty()) {
            return;
        }
        config.bundledPlugins.enableCors(
                cors ->
                        cors.addRule(
                                rule -> {
                                    rule.exposeHeader(RequestIds.HEADER);
                                    for (var origin : origins) {
                                        rule.allowHost(origin);
                                    }
                                }));
    }

    /** Pictures come from the object store, all else from here; nothing is written into a page. */
    private static String contentPolicy(String pictures) {
        return "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                + " img-src 'self' data: "
                + pictures
                + "; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    }

    /** Whether we were asked under a name that only this machine's own programs use. */
    static boolean isOwnName(Context context) {
        var host = context.header("Host");
        return host != null && OWN_NAMES.contains(withoutPort(host));
    }

    /**
     * For what is done without a session, such as a login, which no session's token can protect.
     *
     * @throws Fault 403 when a browser says that another site's page asks
     */
    static void demandOwnSite(Context context) {
        var site = context.header("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            throw new Fault(403, "Not permitted from a page of another site");
        }
    }

    private static String withoutPort(String host) {
        try {
            var name = URI.create("http://" + host).getHost();
            return name == null ? host : name.toLowerCase(java.util.Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return host;
        }
    }
}
