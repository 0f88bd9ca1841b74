package io.alpr.app.bench;

import io.alpr.archive.read.Condition;
import io.alpr.archive.read.Page;
import io.alpr.archive.read.QuestionTexts;
import io.alpr.events.PlateEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What {@link QueryBench} asks, each question by HTTP and as the SQL that it comes to. */
final class QuestionSheet {
    private static final int LIMIT = 100;

    private QuestionSheet() {}

    /** A question, asked both ways. */
    record Asked(
            String name,
            boolean counts,
            PgBench.Question question,
            Function<PlateEvent, String> path) {}

    static List<Asked> questions() {
        return Stream.of(lookups(), patterns(), likenesses(), List.of(hourlyCounts()))
                .flatMap(List::stream)
                .toList();
    }

    /** The look-ups of the reference, in its routes. */
    private static List<Asked> lookups() {
        return List.of(
                new Asked(
                        "recent",
                        true,
                        new PgBench.Question(QuestionTexts.recent(LIMIT), Map.of()),
                        _ -> "/events/recent"),
                new Asked(
                        "by id",
                        true,
                        new PgBench.Question(
                                QuestionTexts.byId(),
                                Map.of(),
                                QuestionPool.row(
                                        "event_id AS id, from_ms AS \"from\", until_ms AS until")),
                        event -> "/events/" + event.id().eventId()),
                new Asked(
                        "by plate",
                        true,
                        matching(List.of(new Condition.PlateIs("")), "plate AS value0"),
                        event -> "/events/plate/" + event.plate().normalized()),
                cameraAndTime());
    }

    private static Asked cameraAndTime() {
        return new Asked(
                "camera and time",
                false,
                matching(
                        List.of(
                                new Condition.CameraIs(""),
                                new Condition.CapturedFrom(Instant.EPOCH),
                                new Condition.CapturedUntil(Instant.EPOCH)),
                        "camera AS value0, from_ms AS value1, hour_later AS value2"),
                event ->
                        "/events/camera/%s?start_time=%s&end_time=%s"
                                .formatted(
                                        event.id().cameraId(),
                                        milli(event),
                                        milli(event).plusSeconds(3_600)));
    }

    private static List<Asked> patterns() {
        return List.of(
                pattern(
                        "wildcard, prefix",
                        "left(plate, 3) || '%'",
                        plate -> plate.substring(0, 3) + "*"),
                pattern(
                        "wildcard, part",
                        "'%' || substr(plate, 3, 3) || '%'",
                        plate -> "*" + plate.substring(2, 5) + "*"));
    }

    /** Passes cost the search for their plates and more; the ratio is to that search alone. */
    private static List<Asked> likenesses() {
        var plates =
                new PgBench.Question(
                        QuestionTexts.like(),
                        Map.of("most", "50000"),
                        QuestionPool.row(
                                "beginnings, endings, length(plate) - 2 AS shortest, length(plate) + 2 AS longest"));
        return List.of(
                like("fuzzy", plates, "plates?like="),
                like("fuzzy, passes", plates, "passes?like="),
                like("fuzzy, 100 passes", plates, "passes?limit=100&like="));
    }

    private static Asked like(String name, PgBench.Question plates, String path) {
        return new Asked(
                name, false, plates, event -> "/api/v1/" + path + event.plate().normalized());
    }

    private static Asked hourlyCounts() {
        return new Asked(
                "hourly counts",
                false,
                new PgBench.Question(
                        QuestionTexts.hourly(
                                List.of(
                                        new Condition.CapturedFrom(Instant.EPOCH),
                                        new Condition.CapturedBefore(Instant.EPOCH)),
                                1_000),
                        Map.of(),
                        QuestionPool.row("from_ms AS value0, day_later AS value1")),
                event ->
                        "/api/v1/counts?by=hour&from=%s&to=%s"
                                .formatted(milli(event), milli(event).plus(1, ChronoUnit.DAYS)));
    }

    private static Asked pattern(String name, String sql, UnaryOperator<String> pattern) {
        return new Asked(
                name,
                false,
                matching(List.of(new Condition.PlateLike("")), sql + " AS value0"),
                event -> "/api/v1/passes?plate=" + pattern.apply(event.plate().normalized()));
    }

    private static Instant milli(PlateEvent event) {
        return event.id().capturedAt().truncatedTo(ChronoUnit.MILLIS);
    }

    private static PgBench.Question matching(List<Condition> conditions, String values) {
        return new PgBench.Question(
                QuestionTexts.matching(conditions, new Page.Offset(LIMIT + 1, 0)),
                Map.of(),
                QuestionPool.row(values));
    }
}
