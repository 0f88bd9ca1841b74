package io.alpr.query;

import io.alpr.archive.read.Bucket;
import io.alpr.archive.read.EventQueries;
import io.alpr.archive.read.PassSearch;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How many passes there were, by hour, day or camera, of any that can be searched for. */
final class CountRoutes {
    private static final int KINDS_MAX = 1_000;

    private final EventQueries queries;
    private final PassSearch passes;
    private final Lookups lookups;

    CountRoutes(EventQueries queries, Lookups lookups) {
        this.queries = queries;
        this.passes = new PassSearch(queries);
        this.lookups = lookups;
    }

    List<Route> routes() {
        return List.of(Route.get("/api/v1/counts", Entry.VIEWER, this::counts));
    }

    /** What is counted by, with the time that is looked at unless another one is asked for. */
    private enum By {
        HOUR(Duration.ofDays(1), Duration.ofHours(KINDS_MAX)),
        DAY(Duration.ofDays(31), Duration.ofDays(KINDS_MAX)),
        CAMERA(Duration.ofDays(1), Duration.ofDays(KINDS_MAX));

        private final Duration usual;
        private final Duration longest;

        By(Duration usual, Duration longest) {
            this.usual = usual;
            this.longest = longest;
        }

        Bucket bucket(ZoneId zone) {
            return switch (this) {
                case HOUR -> new Bucket.Hour(zone);
                case DAY -> new Bucket.Day(zone);
                case CAMERA -> new Bucket.Camera();
            };
        }

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private void counts(Context context) {
        var parameters = new QueryParameters(context);
        var by = by(parameters);
        var zone = zone(parameters);
        var given = Filters.of(parameters);
        var filters = given.from(given.end().minus(by.usual));
        if (filters.begin().isBefore(given.end().minus(by.longest))) {
            parameters.refuse(
                    "from",
                    filters.begin().toString(),
                    "must be within %s of to".formatted(days(by.longest)));
        }
        parameters.checkAll();
        var question =
                passes.question(
                        filters.plates(),
                        Scopes.within(context, filters.conditions()),
                        filters.end());
        var counts = queries.counts(question.conditions(), by.bucket(zone), KINDS_MAX);
        lookups.note(
                context,
                new Asked("counts", filters.asked().values())
                        .with("by", Optional.of(by.word()))
                        .about(filters.plate()),
                counts.stream().mapToLong(Bucket.Count::passes).sum());
        var begin = question.since().filter(filters.begin()::isBefore).orElse(filters.begin());
        var body = new LinkedHashMap<String, Object>();
        body.put("by", by.word());
        body.put("from", DateTimeFormatter.ISO_INSTANT.format(begin));
        body.put("to", DateTimeFormatter.ISO_INSTANT.format(filters.end()));
        body.put("plates_complete", question.complete());
        body.put("counts", counts.stream().map(count -> body(by, count)).toList());
        context.json(body);
    }

    private static String days(Duration time) {
        return time.toDays() == KINDS_MAX ? KINDS_MAX + " days" : KINDS_MAX + " hours";
    }

    private static Map<String, Object> body(By by, Bucket.Count count) {
        var body = new LinkedHashMap<String, Object>();
        body.put(by == By.CAMERA ? "camera" : "begin", count.kind());
        body.put("passes", count.passes());
        return body;
    }

    private static By by(QueryParameters parameters) {
        var text = parameters.text("by").orElse(By.HOUR.word());
        for (var by : By.values()) {
            if (by.word().equals(text)) {
                return by;
            }
        }
        parameters.refuse("by", text, "must be hour, day or camera");
        return By.HOUR;
    }

    /** The one that {@code timezone} names, and the database knows. */
    static ZoneId zone(QueryParameters parameters) {
        var text = parameters.text("timezone").orElse("UTC");
        // Names only: what PostgreSQL takes an offset for has the other sign.
        if (ZoneId.getAvailableZoneIds().contains(text) && !text.startsWith("SystemV/")) {
            return ZoneId.of(text);
        }
        parameters.refuse("timezone", text, "must be a name such as Europe/Bucharest or UTC");
        return ZoneOffset.UTC;
    }
}
