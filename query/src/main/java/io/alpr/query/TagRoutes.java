package io.alpr.query;

import io.alpr.archive.edit.Tags;
import io.javalin.http.Context;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which tags there are. */
final class TagRoutes {
    private final Tags tags;

    TagRoutes(Tags tags) {
        this.tags = tags;
    }

    List<Route> routes() {
        return List.of(Route.get("/api/v1/tags", Entry.VIEWER, this::list));
    }

    private void list(Context context) {
        var parameters = new QueryParameters(context);
        int limit = parameters.limit();
        parameters.checkAll();
        var all = tags.all(Scopes.cameras(context), limit);
        context.json(Map.of("tags", all.stream().map(TagRoutes::body).toList()));
    }

    private static Map<String, Object> body(Tags.Count count) {
        var body = new LinkedHashMap<String, Object>();
        body.put("tag", count.tag());
        body.put("passes", count.passes());
        body.put("last_captured_at", DateTimeFormatter.ISO_INSTANT.format(count.last()));
        return body;
    }
}
