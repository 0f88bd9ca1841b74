package io.alpr.archive.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.archive.Database;
import io.alpr.archive.DatabaseSettings;
import io.alpr.archive.PassChanges;
import io.alpr.embedded.EmbeddedPostgres;
import io.alpr.embedded.PostgresSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What changed in the archive, while many write at once and commit as they please. */
@Tag("real")
class ChangeFeedTest {
    @TempDir static Path folder;
    private static EmbeddedPostgres server;
    private static DatabaseSettings settings;
    private static Database database;
    private static ChangeFeed feed;

    @BeforeAll
    static void start() {
        server = EmbeddedPostgres.start(PostgresSettings.throwaway(folder));
        settings =
                new DatabaseSettings(
                        "127.0.0.1", server.port(), "alpr_db", server.user(), server.password());
        database = Database.open(settings);
        feed = ChangeFeed.over(settings, 4);
    }

    @AfterAll
    static void stop() {
        feed.close();
        database.close();
        server.close();
    }

    private static Connection connection() throws SQLException {
        var connection =
                DriverManager.getConnection(
                        server.jdbcUrl("alpr_db"), server.user(), server.password());
        connection.setAutoCommit(false);
        return connection;
    }

    private static void insert(Connection connection, UUID id, String plate) throws SQLException {
        try (var insert =
                connection.prepareStatement(
                        """
                        INSERT INTO plate_events (event_id, captured_at, camera_id, track_id, plate_text,
                            plate_normalized_text, plate_confidence, plate_region)
                        VALUES (?, now(), 'gate', 't-1', ?, ?, 0.9, 'UNKNOWN')
                        """)) {
            insert.setObject(1, id);
            insert.setString(2, plate);
            insert.setString(3, plate);
            insert.executeUpdate();
        }
    }

    private static List<String> plates(ChangeFeed.Changes changes) {
        return changes.changes().stream()
                .map(change -> change.pass().event().plate().normalized())
                .toList();
    }

    @Test
    void whatAnOlderTransactionMayStillCommitIsWaitedFor() throws SQLException {
        var begin = feed.head().now();
        try (var slow = connection();
                var quick = connection()) {
            insert(slow, UUID.randomUUID(), "SLOW1");
            insert(quick, UUID.randomUUID(), "QUICK1");
            quick.commit();
            assertThat(feed.since(begin, 10).changes()).isEmpty();
            assertThat(feed.head().unsettled()).isTrue();
            slow.commit();
            assertThat(plates(feed.since(begin, 10))).containsExactly("SLOW1", "QUICK1");
            assertThat(feed.head().unsettled()).isFalse();
        }
    }

    @Test
    void whatIsRolledBackIsNeverTold() throws SQLException {
        var begin = feed.head().now();
        try (var connection = connection()) {
            insert(connection, UUID.randomUUID(), "NEVER1");
            connection.rollback();
            insert(connection, UUID.randomUUID(), "EVER1");
            connection.commit();
        }
        assertThat(plates(feed.since(begin, 10))).containsExactly("EVER1");
    }

    /** However the pages fall. */
    @Test
    void pagesGoOnWhereTheLastOneEnded() throws SQLException {
        var mark = feed.head().now();
        try (var connection = connection()) {
            for (int i = 0; i < 23; i++) {
                insert(connection, UUID.randomUUID(), "PAGE%02d".formatted(i));
                if (i % 5 == 0) {
                    connection.commit();
                }
            }
            connection.commit();
        }
        var told = new ArrayList<String>();
        ChangeFeed.Changes page;
        do {
            page = feed.since(mark, 4);
            told.addAll(plates(page));
            assertThat(ChangeMark.of(page.next().text())).contains(page.next());
            mark = page.next();
        } while (page.full());
        assertThat(told).hasSize(23).isSorted();
    }

    /** Eight writers, each keeping transactions open for a while, and a reader beside them. */
    @Test
    void nothingIsSkippedAndAllIsToldWhoeverCommitsWhen() throws Exception {
        var mark = feed.head().now();
        var told = new ArrayList<String>();
        var done = new AtomicBoolean();
        var wanted = new TreeSet<String>();
        try (var threads = Executors.newFixedThreadPool(9)) {
            var writers = new ArrayList<Callable<List<String>>>();
            for (int writer = 0; writer < 8; writer++) {
                int number = writer;
                writers.add(() -> written(number));
            }
            var from = mark;
            var reader = threads.submit(() -> readUntil(from, done, told));
            for (var written : threads.invokeAll(writers)) {
                wanted.addAll(written.get());
            }
            done.set(true);
            reader.get();
        }
        assertThat(told).containsExactlyInAnyOrderElementsOf(wanted);
    }

    private static List<String> written(int writer) throws SQLException, InterruptedException {
        var random = new Random(writer);
        var written = new ArrayList<String>();
        try (var connection = connection()) {
            for (int i = 0; i < 40; i++) {
                var some = new ArrayList<String>();
                for (int j = random.nextInt(4); j >= 0; j--) {
                    var plate = "W%dN%03dX%d".formatted(writer, i, j);
                    insert(connection, UUID.randomUUID(), plate);
                    some.add(plate);
                }
                Thread.sleep(random.nextInt(15));
                if (random.nextInt(5) == 0) {
                    connection.rollback();
                } else {
                    connection.commit();
                    written.addAll(some);
                }
            }
        }
        return written;
    }

    private static boolean readUntil(ChangeMark from, AtomicBoolean done, List<String> told) {
        var mark = from;
        while (true) {
            boolean last = done.get();
            var page = feed.since(mark, 7);
            told.addAll(plates(page));
            mark = page.next();
            if (last && !page.full()) {
                return true;
            }
        }
    }

    @Test
    void aPassThatIsWrittenAgainIsToldOnceAPageAndOneThatIsGoneNotAtAll() throws SQLException {
        var begin = feed.head().now();
        var again = UUID.randomUUID();
        var gone = UUID.randomUUID();
        try (var connection = connection();
                var statement = connection.createStatement()) {
            insert(connection, again, "ONCE1");
            insert(connection, gone, "GONE1");
            connection.commit();
            statement.execute(
                    "UPDATE plate_events SET plate_text = 'TWICE1', plate_normalized_text = 'TWICE1' WHERE event_id = '%s'"
                            .formatted(again));
            statement.execute("DELETE FROM plate_events WHERE event_id = '%s'".formatted(gone));
            connection.commit();
        }
        assertThat(plates(feed.since(begin, 10))).containsExactly("TWICE1");
    }

    @Test
    void theBellRingsWhenPassesAreCommitted() throws SQLException {
        try (var bell = new ChangeBell(settings);
                var connection = connection()) {
            bell.await(Duration.ofMillis(1));
            insert(connection, UUID.randomUUID(), "BELL1");
            var begun = System.nanoTime();
            connection.commit();
            bell.await(Duration.ofSeconds(20));
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void whoWasAwayTooLongCannotBeToldAndIsNotToldTheRest() throws SQLException {
        var old = feed.head().now();
        try (var connection = connection()) {
            insert(connection, UUID.randomUUID(), "OLD1");
            connection.commit();
        }
        assertThat(feed.head().reaches(old)).isTrue();
        PassChanges.forget(database, Instant.now().plus(PassChanges.KEPT).plusSeconds(5));
        var head = feed.head();
        assertThat(head.reaches(old)).isFalse();
        assertThat(head.reaches(head.now())).isTrue();
        var elsewhere = new ChangeMark("1-1", old.transaction(), 1, 1);
        assertThat(head.reaches(elsewhere)).isFalse();
        var ahead = new ChangeMark(old.server(), head.now().transaction() + 1_000_000, 1, 1);
        assertThat(head.reaches(ahead)).as("of a server that went back").isFalse();
    }

    @Test
    void aMarkIsATextAndNothingElseIsAMark() {
        var mark = new ChangeMark("7438271636-1", 8812, 15, 1);
        assertThat(mark.text()).isEqualTo("7438271636-1.8812.15.1");
        assertThat(ChangeMark.of(mark.text())).contains(mark);
        for (var text : List.of("", "1", "1-1.2.3", "1-1.2.3.x", "1-1.-2.3.4", "1.2.3.4")) {
            assertThat(ChangeMark.of(text)).as(text).isEmpty();
        }
        assertThat(ChangeMark.of("1-1.9999999999999999999.1.1")).isEmpty();
    }
}
