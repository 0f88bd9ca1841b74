package io.alpr.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alpr.archive.audit.AuditFilter;
import io.alpr.archive.audit.AuditRecord;
import io.alpr.archive.audit.AuditTrail;
import io.alpr.archive.audit.Place;
import io.javalin.http.Context;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The audit log, for administrators; whoever reads it is written down in it. */
final class AuditRoutes {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final AuditTrail trail;
    private final Lookups lookups;

    AuditRoutes(AuditTrail trail, Lookups lookups) {
        this.trail = trail;
        this.lookups = lookups;
    }

    List<Route> routes() {
        return List.of(Route.get("/api/v1/audit", Entry.ADMINISTRATOR, this::page));
    }

    private void page(Context context) {
        var parameters = new QueryParameters(context);
        int limit = parameters.limit();
        var filter =
                new AuditFilter(
                        parameters.time("from"),
                        parameters.time("to"),
                        parameters.text("actor"),
                        parameters.text("action"),
                        parameters.text("plate").map(EventRoutes::normalized));
        var after = parameters.after();
        parameters.check();
        var found = trail.page(filter, after, limit);
        lookups.note(
                context,
                Asked.of("audit")
                        .with("from", parameters.text("from"))
                        .with("to", parameters.text("to"))
                        .with("actor", filter.actor())
                        .with("action", filter.action())
                        .about(filter.plate().orElse("")),
                found.size());
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("entries", found.stream().map(AuditRoutes::body).toList());
        body.put("next_cursor", found.size() < limit ? null : cursor(found.getLast().place()));
        context.json(body);
    }

    private static String cursor(Place place) {
        return Cursor.encoded(place);
    }

    private static Map<String, @Nullable Object> body(AuditRecord entry) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("at", DateTimeFormatter.ISO_INSTANT.format(entry.place().at()));
        body.put("actor", entry.by().name());
        body.put("kind", entry.by().kind());
        body.put("address", entry.by().address());
        body.put("request_id", entry.by().requestId());
        body.put("action", entry.question().action());
        body.put("asked", object(entry.question().asked()));
        body.put("plate", entry.question().subject().text().orElse(null));
        body.put("plate_erased", entry.question().subject() instanceof AuditRecord.Erased);
        body.put("reason", entry.reason());
        body.put("rows", entry.rows().isPresent() ? entry.rows().getAsLong() : null);
        body.put("chain", entry.place().chain().toString());
        body.put("sequence", entry.place().sequence());
        body.put("hash", entry.hash());
        return body;
    }

    private static Object object(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            // Somebody changed the row: shown as it is, and found by alpr audit verify.
            return Map.of("unreadable", json);
        }
    }
}
