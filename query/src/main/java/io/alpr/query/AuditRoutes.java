package io.alpr.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alpr.archive.audit.AuditFilter;
import io.alpr.archive.audit.AuditRecord;
import io.alpr.archive.audit.AuditTrail;
import io.alpr.archive.audit.Place;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The audit log, for administrators; whoever reads it is written down in it. */
final class AuditRoutes {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Fetched at once. */
    private static final int BATCH = 1_000;

    private static final List<String> NAMES =
            List.of(
                    "at",
                    "actor",
                    "kind",
                    "address",
                    "request_id",
                    "action",
                    "asked",
                    "plate",
                    "plate_erased",
                    "reason",
                    "rows",
                    "chain",
                    "sequence",
                    "hash");

    private final AuditTrail trail;
    private final Lookups lookups;

    AuditRoutes(AuditTrail trail, Lookups lookups) {
        this.trail = trail;
        this.lookups = lookups;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/v1/audit", Entry.ADMINISTRATOR, this::page),
                Route.get("/api/v1/audit/export", Entry.ADMINISTRATOR, this::export));
    }

    /** All that the filters find, the newest first, in memory that does not grow with it. */
    private void export(Context context) throws IOException {
        var parameters = new QueryParameters(context);
        var format = ExportFormat.of(parameters);
        var filter = filter(parameters);
        parameters.checkAll();
        var first = trail.page(filter, Optional.empty(), BATCH);
        note(context, "audit_export", parameters, filter, first.size());
        format.announce(context, "audit");
        if (context.method().equals(HandlerType.HEAD)) {
            return;
        }
        // Closed where all went well alone: what ends early must not look whole.
        var out = format.rows(context.outputStream(), NAMES);
        for (var batch = first; ; ) {
            for (var entry : batch) {
                out.write(body(entry));
            }
            if (batch.size() < BATCH) {
                break;
            }
            batch = trail.page(filter, Optional.of(batch.getLast().place()), BATCH);
        }
        out.close();
    }

    private static AuditFilter filter(QueryParameters parameters) {
        return new AuditFilter(
                parameters.time("from"),
                parameters.time("to"),
                parameters.text("actor"),
                parameters.text("action"),
                parameters.text("plate").map(EventRoutes::normalized));
    }

    private void note(
            Context context,
            String action,
            QueryParameters parameters,
            AuditFilter filter,
            int found) {
        lookups.note(
                context,
                Asked.of(action)
                        .with("from", parameters.text("from"))
                        .with("to", parameters.text("to"))
                        .with("actor", filter.actor())
                        .with("action", filter.action())
                        .about(filter.plate().orElse("")),
                found);
    }

    private void page(Context context) {
        var parameters = new QueryParameters(context);
        int limit = parameters.limit();
        var filter = filter(parameters);
        var after = parameters.after();
        parameters.check();
        var found = trail.page(filter, after, limit);
        note(context, "audit", parameters, filter, found.size());
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
