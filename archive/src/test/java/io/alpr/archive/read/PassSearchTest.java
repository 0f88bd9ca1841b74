package io.alpr.archive.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.archive.Database;
import io.alpr.archive.DatabaseSettings;
import io.alpr.archive.Partitions;
import io.alpr.archive.read.PassSearch.Plates;
import io.alpr.embedded.EmbeddedPostgres;
import io.alpr.embedded.PostgresSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Passes of more plates than are looked for one by one, in an archive that is far from even: what
 * the windows of newest days give is held against all passes in their order.
 */
@Tag("real")
final class PassSearchTest {
    private static final int DAYS = 60;

    /** Before the months that are made ahead, so that each day has a partition of its own. */
    private static final Instant END = Instant.parse("2026-08-28T00:00:00Z");

    /**
     * KPA1000 to KPA1199 came two hundred times in the last three weeks, all but a few of them in a
     * jam of an hour, and most often six weeks before; XYZ1000 to XYZ1199 only in the first week.
     * HGT1100 to HGT1199 come all the time, each of HGT1000 to HGT1099 on one day alone.
     */
    private static final String PASSES =
            """
            INSERT INTO plate_events (event_id, camera_id, track_id, captured_at, plate_text,
                plate_normalized_text, plate_confidence, plate_region, latency_ms)
            SELECT md5(word || n)::uuid, 'gate', 't', at, word || number, word || number, 0.9, 'GB', 20
            FROM (
                SELECT 'KPA' AS word, n, 1000 + n * 7 % 200 AS number, CAST(:end AS TIMESTAMPTZ) - CASE
                    WHEN n <= 12 THEN n * INTERVAL '40 hours'
                    WHEN n <= 200 THEN INTERVAL '9 days' + n * INTERVAL '15 seconds'
                    ELSE INTERVAL '40 days' + n * INTERVAL '13 minutes' END AS at
                FROM generate_series(1, 2000) AS n
                UNION ALL
                SELECT 'XYZ', n, 1000 + n * 7 % 200, CAST(:end AS TIMESTAMPTZ) - INTERVAL '53 days' - n * INTERVAL '9 minutes'
                FROM generate_series(1, 900) AS n
                UNION ALL
                SELECT 'HGT', n, CASE n % 2 WHEN 0 THEN 1100 + n * 7 % 100 ELSE 1000 + n / 12 END,
                    CAST(:end AS TIMESTAMPTZ) - n * INTERVAL '1 hour'
                FROM generate_series(1, 1200) AS n) AS pass
            """;

    @TempDir static Path folder;
    private static EmbeddedPostgres server;
    private static EventQueries queries;

    @BeforeAll
    static void start() {
        server = EmbeddedPostgres.start(PostgresSettings.throwaway(folder));
        var settings =
                new DatabaseSettings(
                        "127.0.0.1", server.port(), "alpr_db", server.user(), server.password());
        try (var database = Database.open(settings)) {
            new Partitions(database).cover(END.minusSeconds(DAYS * 86_400L), DAYS);
            database.with(
                    handle -> handle.createUpdate(PASSES).bind("end", END.toString()).execute());
            database.with(handle -> handle.execute("ANALYZE"));
        }
        queries = EventQueries.over(settings);
    }

    @AfterAll
    static void stop() {
        queries.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "KPA1111, 7",
        "KPA1111, 150",
        "XYZ1111, 7",
        "XYZ1111, 100",
        "KPA1111, 1000",
        "HGT1111, 150",
        "HGT1011, 200"
    })
    void pagesByLikenessGiveEveryPassOnceNewestFirst(String wanted, int limit) {
        assertPagesAreWhole(new Plates.Like(wanted, 2), wanted.substring(0, 3) + "1%", limit);
    }

    @ParameterizedTest
    @CsvSource({"'*A11*', 'KPA11%', 50", "'K*1?', 'KPA%1_', 9", "'*Z11*', 'XYZ11%', 50"})
    void pagesByShapeDoSoToo(String pattern, String like, int limit) {
        assertPagesAreWhole(new Plates.Shaped(pattern), like, limit);
    }

    /**
     * @param like of the plates that may be found, of which those that are too far away are left
     *     out
     */
    private static void assertPagesAreWhole(Plates wanted, String like, int limit) {
        var search = new PassSearch(queries);
        var question = search.question(wanted, List.of(), END);
        var found = new ArrayList<ArchivedEvent>();
        var wholePages = slow(wanted, like).size() / limit * limit;
        var page = search.first(question, limit).events();
        while (!page.isEmpty()) {
            assertThat(page).hasSize(found.size() < wholePages ? limit : page.size());
            found.addAll(page);
            var last = page.getLast().pass();
            page =
                    search.page(
                            question,
                            new Page.After(limit, new Position(last.capturedAt(), last.eventId())));
        }
        assertThat(ids(found)).isEqualTo(ids(slow(wanted, like)));
        assertThat(found).hasSizeGreaterThan(limit);
    }

    /** All passes, newest first, of which those stay that are wanted. */
    private static List<ArchivedEvent> slow(Plates wanted, String like) {
        var all = queries.matching(List.of(), new Page.Offset(10_000, 0));
        var shape = like.replace("%", ".*").replace("_", ".");
        return all.stream()
                .filter(pass -> pass.plate().normalized().matches(shape))
                .filter(
                        pass ->
                                !(wanted instanceof Plates.Like(var text, int changes))
                                        || Likeness.of(text, pass.plate().normalized())
                                                .isWithin(changes))
                .toList();
    }

    private static List<UUID> ids(List<ArchivedEvent> passes) {
        return passes.stream().map(pass -> pass.pass().eventId()).toList();
    }
}
