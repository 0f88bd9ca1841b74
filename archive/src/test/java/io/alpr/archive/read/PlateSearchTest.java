package io.alpr.archive.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alpr.archive.Database;
import io.alpr.archive.DatabaseSettings;
import io.alpr.embedded.EmbeddedPostgres;
import io.alpr.embedded.PostgresSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found by likeness and by shape, held against a look at every plate there is. */
@Tag("real")
final class PlateSearchTest {
    private static final int ALL = 100_000;
    private static final List<String> PLATES = plates();

    @TempDir static Path folder;
    private static EmbeddedPostgres server;
    private static EventQueries queries;
    private static PlateSearch search;

    @BeforeAll
    static void start() {
        server = EmbeddedPostgres.start(PostgresSettings.throwaway(folder));
        var settings =
                new DatabaseSettings(
                        "127.0.0.1", server.port(), "alpr_db", server.user(), server.password());
        try (var database = Database.open(settings)) {
            database.with(
                    handle ->
                            handle.createUpdate(
                                            """
                                            INSERT INTO plates (plate, last_seen)
                                            SELECT plate, now() - n * INTERVAL '1 second'
                                            FROM unnest(CAST(:plates AS TEXT[])) WITH ORDINALITY AS given (plate, n)
                                            """)
                                    .bind("plates", PLATES.toArray(String[]::new))
                                    .execute());
            database.with(handle -> handle.execute("ANALYZE plates"));
        }
        queries = EventQueries.over(settings);
        search = queries.plates();
    }

    @AfterAll
    static void stop() {
        queries.close();
        server.close();
    }

    /** Seeded; of few characters, so that many are near one another. */
    private static List<String> plates() {
        var random = new Random(11);
        var plates = new TreeSet<String>();
        while (plates.size() < 20_000) {
            var plate = new StringBuilder();
            for (int i = 2 + random.nextInt(9); i >= 0; i--) {
                plate.append("AB8017OI2ZKX".charAt(random.nextInt(12)));
            }
            plates.add(plate.toString());
        }
        return List.copyOf(plates);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void nothingThatIsNearEnoughIsMissedAndNothingElseFound(int changes) {
        var random = new Random(changes);
        for (int i = 0; i < 150; i++) {
            var wanted = wanted(random, changes == 2 ? PlateSearch.LENGTH_FOR_TWO : 3);
            var near =
                    PLATES.stream()
                            .filter(plate -> Likeness.of(wanted, plate).isWithin(changes))
                            .collect(Collectors.toSet());
            var found = search.like(wanted, changes, ALL);
            assertThat(texts(found)).as(wanted).containsExactlyInAnyOrderElementsOf(near);
            assertThat(found.complete()).isTrue();
            assertThat(found.matches())
                    .isSortedAccordingTo(
                            (a, b) -> Double.compare(a.likeness().cost(), b.likeness().cost()));
        }
    }

    /** A plate that is there, damaged somewhat. */
    private static String wanted(Random random, int shortest) {
        while (true) {
            var wanted = new StringBuilder(PLATES.get(random.nextInt(PLATES.size())));
            for (int i = random.nextInt(3); i > 0; i--) {
                int at = random.nextInt(wanted.length());
                if (random.nextBoolean()) {
                    wanted.setCharAt(at, "QDL5SG6".charAt(random.nextInt(7)));
                } else if (wanted.length() > 3) {
                    wanted.deleteCharAt(at);
                }
            }
            if (wanted.length() >= shortest) {
                return wanted.toString();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"AB*", "*017*", "A?8*", "*KX", "?????", "A*7*X", "*", "ab", "A%", "_"})
    void aPatternFindsWhatHasItsShape(String pattern) {
        var shape = Pattern.compile(regex(pattern));
        var shaped =
                PLATES.stream()
                        .filter(plate -> shape.matcher(plate).matches())
                        .collect(Collectors.toSet());
        var found = search.shaped(pattern, ALL);
        assertThat(texts(found)).containsExactlyInAnyOrderElementsOf(shaped);
        assertThat(found.matches())
                .isSortedAccordingTo((a, b) -> b.lastSeen().compareTo(a.lastSeen()));
    }

    private static String regex(String pattern) {
        return pattern.chars()
                .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote("" + (char) c))
                .collect(Collectors.joining());
    }

    @Test
    void whatIsMoreThanWasAskedForIsSaidToBeMore() {
        var few = search.shaped("A*", 5);
        assertThat(few.matches()).hasSize(5);
        assertThat(few.complete()).isFalse();
        var near = search.like("AB8017", 2, 3);
        assertThat(near.matches()).hasSize(3);
        assertThat(near.complete()).isFalse();
    }

    @Test
    void saysWhichPatternsAnIndexServes() {
        var indexed = new ArrayList<String>();
        for (var pattern : List.of("A*", "*ABC*", "?ABC", "*AB*", "*A?B", "*", "?")) {
            if (PlateSearch.isIndexed(pattern)) {
                indexed.add(pattern);
            }
        }
        assertThat(indexed).containsExactly("A*", "*ABC*", "?ABC");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AB", "ABCDEFGHIJKLM", "ab12", "A B", "", "É12"})
    void whatIsNoPlateIsRefused(String wanted) {
        assertThatThrownBy(() -> search.like(wanted, 0, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> texts(PlateSearch.Found found) {
        return found.matches().stream().map(PlateMatch::plate).toList();
    }
}
