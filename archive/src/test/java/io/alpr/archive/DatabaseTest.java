package io.alpr.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alpr.embedded.EmbeddedPostgres;
import io.alpr.embedded.PostgresSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs on the embedded PostgreSQL, which has no TimescaleDB: the native partitions are tested. */
@Tag("real")
class DatabaseTest {
    private static final List<String> DATABASES =
            List.of("again", "race", "empty", "older", "contract", "days");

    @TempDir static Path folder;
    private static EmbeddedPostgres server;

    @BeforeAll
    static void start() {
        server =
                EmbeddedPostgres.start(
                        new PostgresSettings(folder, 0, "alpr", "s3cret-of-test", DATABASES));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aSecondOpenMigratesNothing() {
        Database.open(settings("again")).close();
        var before = history("again");

        Database.open(settings("again")).close();

        assertThat(history("again")).isEqualTo(before).hasSize(migrationFiles().size());
    }

    @Test
    void severalThatStartAtOnceMigrateOnce() throws InterruptedException, ExecutionException {
        var opened = new ArrayList<Future<Database>>();
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var i = 0; i < 4; i++) {
                opened.add(threads.submit(() -> Database.open(settings("race"))));
            }
        }
        for (var database : opened) {
            database.get().close();
        }
        assertThat(history("race")).hasSize(migrationFiles().size());
    }

    @Test
    void aReaderSaysThatNobodyHasMigratedYet() {
        assertThatThrownBy(() -> Database.openMigrated(settings("empty")))
                .isInstanceOf(DatabaseUnavailable.class)
                .hasMessageContaining("start the recorder once");
    }

    @Test
    void theTableOfAnOlderInstallationIsTakenOverWithItsRows() {
        try (var plain = bare("older")) {
            plain.with(
                    handle ->
                            handle.execute(
                                    """
                                    CREATE TABLE plate_events (event_id UUID NOT NULL, captured_at TIMESTAMPTZ NOT NULL,
                                        camera_id VARCHAR(50) NOT NULL, track_id VARCHAR(50) NOT NULL,
                                        plate_text VARCHAR(20) NOT NULL, plate_normalized_text VARCHAR(20) NOT NULL,
                                        plate_confidence FLOAT NOT NULL, plate_region VARCHAR(10) NOT NULL,
                                        vehicle_type VARCHAR(20), vehicle_make VARCHAR(50), vehicle_model VARCHAR(50),
                                        vehicle_color VARCHAR(30), plate_image_url TEXT, vehicle_image_url TEXT,
                                        frame_image_url TEXT, latency_ms INTEGER, quality_score FLOAT,
                                        frame_number INTEGER, site_id VARCHAR(50), host_id VARCHAR(100),
                                        roi VARCHAR(50), direction VARCHAR(20),
                                        created_at TIMESTAMPTZ DEFAULT now(), PRIMARY KEY (event_id, captured_at));
                                    INSERT INTO plate_events (event_id, captured_at, camera_id, track_id, plate_text,
                                        plate_normalized_text, plate_confidence, plate_region)
                                    VALUES ('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', now(), 'c', 't-1', 'A 1', 'A1', 1, 'X')
                                    """));
        }
        try (var database = Database.open(settings("older"))) {
            var outcomes =
                    new EventStore(database, "bucket")
                            .store(List.of(TestingEvents.event("c", 1, 1)));

            assertThat(outcomes.getFirst()).isInstanceOf(StoreOutcome.Inserted.class);
            assertThat(number(database, "SELECT count(*) FROM plate_events")).isEqualTo(2);
            assertThat(number(database, "SELECT total_events FROM plate_events_stats"))
                    .isEqualTo(2);
        }
    }

    @Test
    void theContractsColumnsIndexesAndViewsAreThere() {
        try (var database = Database.open(settings("contract"))) {
            assertThat(
                            texts(
                                    database,
                                    "SELECT column_name || ' ' || udt_name FROM information_schema.columns"
                                            + " WHERE table_name = 'plate_events' ORDER BY ordinal_position"
                                            + " LIMIT 23"))
                    .containsExactly(
                            "event_id uuid",
                            "captured_at timestamptz",
                            "camera_id varchar",
                            "track_id varchar",
                            "plate_text varchar",
                            "plate_normalized_text varchar",
                            "plate_confidence float8",
                            "plate_region varchar",
                            "vehicle_type varchar",
                            "vehicle_make varchar",
                            "vehicle_model varchar",
                            "vehicle_color varchar",
                            "plate_image_url text",
                            "vehicle_image_url text",
                            "frame_image_url text",
                            "latency_ms int4",
                            "quality_score float8",
                            "frame_number int4",
                            "site_id varchar",
                            "host_id varchar",
                            "roi varchar",
                            "direction varchar",
                            "created_at timestamptz");
            assertThat(texts(database, "SELECT indexname FROM pg_indexes"))
                    .contains(
                            "idx_plate_normalized",
                            "idx_camera_time",
                            "idx_site_time",
                            "idx_track_id",
                            "idx_captured_at",
                            "idx_created_at",
                            "idx_plates_folded");
            assertThat(texts(database, "SELECT viewname FROM pg_views"))
                    .contains("plate_events_stats", "plate_events_recent");
        }
    }

    @Test
    void rowsOfADayMoveFromTheDefaultPartitionWhenTheDayGetsItsOwn() {
        try (var database = Database.open(settings("days"))) {
            var old = Instant.parse("2019-12-31T23:59:59.999Z");
            new EventStore(database, "bucket")
                    .store(
                            List.of(
                                    TestingEvents.event("c", old, 1, 1),
                                    TestingEvents.event("c", old.plusMillis(1), 2, 1)));
            assertThat(number(database, "SELECT count(*) FROM plate_events_default")).isEqualTo(2);

            assertThat(new Partitions(database).cover(old, 1)).isEqualTo(2);
            assertThat(new Partitions(database).cover(old, 1)).isZero();

            assertThat(number(database, "SELECT count(*) FROM plate_events_default")).isZero();
            assertThat(number(database, "SELECT count(*) FROM plate_events_y2019m12d31"))
                    .isEqualTo(1);
            assertThat(number(database, "SELECT count(*) FROM plate_events_y2020m01d01"))
                    .isEqualTo(1);
        }
    }

    @Test
    void noMigrationDropsOrEmptiesAnything() {
        assertThat(migrationFiles()).hasSizeGreaterThanOrEqualTo(4);
        assertThat(migrationFiles())
                .allSatisfy(
                        text ->
                                assertThat(
                                                text.replaceAll("--.*", "")
                                                        .replaceAll(
                                                                "DROP INDEX|BEFORE TRUNCATE", ""))
                                        .doesNotContainPattern("(?i)\\b(DROP|TRUNCATE)\\b"));
    }

    @Test
    void aWrongPasswordIsUnavailableAndNotRepeated() {
        var wrong = new DatabaseSettings("localhost", server.port(), "again", "alpr", "wrong-pw");

        assertThatThrownBy(() -> Database.open(wrong))
                .isInstanceOf(DatabaseUnavailable.class)
                .hasMessageContaining("password authentication failed")
                .hasMessageNotContaining("wrong-pw");
        assertThat(wrong.toString()).doesNotContain("wrong-pw");
    }

    @Test
    void nobodyListeningIsUnavailable() {
        var away = new DatabaseSettings("localhost", 1, "again", "alpr", "x");

        assertThatThrownBy(() -> Database.open(away))
                .isInstanceOf(DatabaseUnavailable.class)
                .hasMessageContaining("localhost:1/again");
    }

    @Test
    void settingsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> new DatabaseSettings("", 1, "a", "b", "c"))
                .hasMessageContaining("needs a host");
        assertThatThrownBy(() -> new DatabaseSettings("h", 70_000, "a", "b", "c"))
                .hasMessageContaining("1 to 65535");
        assertThatCode(() -> new DatabaseSettings("h", 5432, "a", "b", ""))
                .doesNotThrowAnyException();
    }

    private static DatabaseSettings settings(String name) {
        return new DatabaseSettings(
                "localhost", server.port(), name, server.user(), server.password(), 3);
    }

    /** A connection to a database that nobody has migrated. */
    private static Database bare(String name) {
        return Database.unprepared(settings(name));
    }

    private static List<String> history(String name) {
        try (var database = Database.openMigrated(settings(name))) {
            return texts(
                    database,
                    "SELECT version || ' ' || installed_on FROM flyway_schema_history"
                            + " WHERE type = 'SQL' ORDER BY installed_rank");
        }
    }

    private static List<String> texts(Database database, String sql) {
        return database.with(handle -> handle.createQuery(sql).mapTo(String.class).list());
    }

    private static long number(Database database, String sql) {
        return database.with(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }

    private static List<String> migrationFiles() {
        try (var files = Files.list(Path.of("src/main/resources/io/alpr/archive/migration"))) {
            var texts = new ArrayList<String>();
            for (var file : files.toList()) {
                texts.add(Files.readString(file));
            }
            return texts;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
