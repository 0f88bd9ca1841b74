package io.alpr.query;

import io.alpr.archive.read.ArchivedEvent;
import io.alpr.archive.read.EventQueries;
import io.alpr.archive.read.Page;
import io.alpr.archive.read.PassSearch;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * All passes of a search, however many, as a file. They are fetched as they are taken, so that
 * memory does not grow with them and whoever reads slowly holds no connection of the database.
 */
final class ExportRoutes {
    /** At once; one more is refused, so that lookers-up find the database free. */
    static final int AT_ONCE = 2;

    /** Fetched at once. */
    static final int BATCH = 5_000;

    private final PassSearch passes;
    private final Lookups lookups;
    private final Semaphore places = new Semaphore(AT_ONCE);

    ExportRoutes(EventQueries queries, Lookups lookups) {
        this.passes = new PassSearch(queries);
        this.lookups = lookups;
    }

    List<Route> routes() {
        return List.of(Route.get("/api/v1/passes/export", Entry.VIEWER, this::export));
    }

    private void export(Context context) throws IOException {
        var parameters = new QueryParameters(context);
        var format = ExportFormat.of(parameters);
        var filters = Filters.of(parameters);
        parameters.checkAll();
        if (!places.tryAcquire()) {
            context.header("Retry-After", "30");
            throw new Fault(
                    503, "%d exports run already; try again when one is done".formatted(AT_ONCE));
        }
        try {
            var question =
                    passes.question(
                            filters.plates(),
                            Scopes.within(context, filters.conditions()),
                            filters.end());
            var first = passes.page(question, new Page.Offset(BATCH, 0));
            var asked = new Asked("export", filters.asked().values());
            // Before anything goes out; how many they were is written down at the end.
            lookups.note(context, asked.about(filters.plate()), first.size());
            format.announce(context, "passes");
            question.since().ifPresent(since -> context.header("X-Window-From", since.toString()));
            if (!context.method().equals(HandlerType.HEAD)) {
                long rows = write(context, format, question, first);
                lookups.did(context, "exported", Map.of("rows", String.valueOf(rows)));
            }
        } finally {
            places.release();
        }
    }

    private long write(
            Context context,
            ExportFormat format,
            PassSearch.Question question,
            List<ArchivedEvent> first)
            throws IOException {
        // Closed where all went well alone: what ends early must not look whole.
        var bodies = EventBodies.lasting();
        var out = format.rows(context.outputStream(), EventBodies.NAMES);
        long rows = 0;
        var batch = first;
        while (true) {
            for (var event : batch) {
                out.write(bodies.event(event));
            }
            rows += batch.size();
            if (batch.size() < BATCH) {
                out.close();
                return rows;
            }
            batch = passes.page(question, new Page.After(BATCH, batch.getLast().position()));
        }
    }
}
