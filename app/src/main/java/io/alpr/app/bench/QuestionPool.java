package io.alpr.app.bench;

import io.alpr.archive.Database;
import io.alpr.archive.read.QuestionTexts;
import io.alpr.events.PlateEvent;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * A small table of what is asked about, for pgbench, which knows no texts of its own.
 *
 * @param database that is asked
 */
record QuestionPool(Database database) {
    /** SQL that takes values of the row {@code :i}. */
    static String row(String columns) {
        return "SELECT " + columns + " FROM bench_pool WHERE i = :i";
    }

    /** Makes it of these. */
    void fill(List<PlateEvent> events) {
        database.inTransaction(
                handle -> {
                    handle.execute("DROP TABLE IF EXISTS bench_pool");
                    handle.execute(
                            """
                            CREATE TABLE bench_pool (i INTEGER PRIMARY KEY, event_id UUID, plate TEXT, camera TEXT,
                                from_ms TIMESTAMPTZ, until_ms TIMESTAMPTZ, hour_later TIMESTAMPTZ,
                                day_later TIMESTAMPTZ, beginnings TEXT[], endings TEXT[])
                            """);
                    var batch =
                            handle.prepareBatch(
                                    """
                                    INSERT INTO bench_pool VALUES (:i, :id, :plate, :camera, CAST(:from AS TIMESTAMPTZ),
                                        CAST(:from AS TIMESTAMPTZ) + INTERVAL '1 millisecond',
                                        CAST(:from AS TIMESTAMPTZ) + INTERVAL '1 hour',
                                        CAST(:from AS TIMESTAMPTZ) + INTERVAL '1 day',
                                        CAST(:beginnings AS TEXT[]), CAST(:endings AS TEXT[]))
                                    """);
                    for (int i = 0; i < events.size(); i++) {
                        var id = events.get(i).id();
                        var plate = events.get(i).plate().normalized();
                        batch.bind("i", i)
                                .bind("id", id.eventId())
                                .bind("plate", plate)
                                .bind("beginnings", QuestionTexts.beginnings(plate))
                                .bind("endings", QuestionTexts.endings(plate))
                                .bind("camera", id.cameraId())
                                .bind(
                                        "from",
                                        id.capturedAt().truncatedTo(ChronoUnit.MILLIS).toString())
                                .add();
                    }
                    return batch.execute().length;
                });
        database.inLongTransaction(handle -> handle.execute("ANALYZE bench_pool"));
    }

    /** How many plates the archive knows. */
    long plates() {
        return database.with(
                handle ->
                        handle.createQuery("SELECT count(*) FROM plates").mapTo(Long.class).one());
    }
}
