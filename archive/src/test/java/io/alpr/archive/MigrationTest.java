package io.alpr.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alpr.embedded.EmbeddedPostgres;
import io.alpr.embedded.PostgresSettings;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From every version that there was, with rows in it, to this one. */
@Tag("real")
class MigrationTest {
    private static final String PASSWORD = "s3cret-of-test";
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    /** The columns that every version has. */
    private static final String ROWS =
            """
            SELECT md5(string_agg(concat_ws('|', event_id, captured_at, camera_id, track_id, plate_text,
                plate_normalized_text, plate_confidence, site_id, created_at), ';' ORDER BY event_id))
            FROM plate_events
            """;

    /** Long ago, last month, now, and what the clock of a pilot said that ran ahead. */
    private static final String INSERT =
            """
            INSERT INTO plate_events (event_id, captured_at, camera_id, track_id, plate_text,
                plate_normalized_text, plate_confidence, plate_region, site_id)
            SELECT gen_random_uuid(), at, 'gate', 't-1', 'AB 12', 'AB12', 0.9, 'GB', 'depot'
            FROM unnest(ARRAY['2019-05-05', '2026-10-30 23:59:59.999', '2026-11-23 11:00', '2027-02-01']::timestamptz[]) at
            """;

    @TempDir static Path folder;
    private static EmbeddedPostgres server;

    @BeforeAll
    static void start() {
        var names =
                List.of(
                        "from_1", "from_2", "from_3", "from_4", "from_5", "from_6", "from_7",
                        "from_8", "from_9", "from_10", "from_11", "from_12", "from_13", "newest",
                        "later");
        server = EmbeddedPostgres.start(new PostgresSettings(folder, 0, "alpr", PASSWORD, names));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void migrate(String database, String version) {
        Flyway.configure(MigrationTest.class.getClassLoader())
                .dataSource(server.jdbcUrl(database), "alpr", PASSWORD)
                .locations("classpath:io/alpr/archive/migration")
                .placeholderReplacement(false)
                .target(version)
                .load()
                .migrate();
    }

    private static String asked(String database, String sql) throws SQLException {
        try (var connection =
                        DriverManager.getConnection(server.jdbcUrl(database), "alpr", PASSWORD);
                var statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            var rows = statement.getResultSet();
            rows.next();
            return rows.getString(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13"})
    void noRowIsLostOrChangedAndNewOnesAreStored(String version) throws SQLException {
        var name = "from_" + version;
        migrate(name, version);
        asked(name, INSERT);
        var before = asked(name, ROWS);

        try (var database =
                Database.open(
                        new DatabaseSettings("localhost", server.port(), name, "alpr", PASSWORD))) {
            assertThat(asked(name, ROWS)).isEqualTo(before);
            assertThat(asked(name, "SELECT string_agg(plate || ' ' || folded, ',') FROM plates"))
                    .as("the plates that were there already, and those that a stranger wrote")
                    .isEqualTo("AB12 A812");
            assertThat(asked(name, "SELECT sum(passes) FROM plate_events_hourly")).isEqualTo("4");

            new Partitions(database).ahead(NOW);
            var event = TestingEvents.event("gate", NOW.plusSeconds(90_000), 7, 1);
            assertThat(new EventStore(database, "bucket").store(List.of(event, event)))
                    .hasAtLeastOneElementOfType(StoreOutcome.Inserted.class);
            assertThat(new Inventory(database).totals().passes()).isEqualTo(5);
        }
        asked(name, "DELETE FROM plate_events WHERE track_id = 't-7'");
        assertThat(asked(name, ROWS)).as("after the days were made").isEqualTo(before);
    }

    /** Whoever goes back to an old release shall not write past what the new one moved. */
    @Test
    void theSchemaOfALaterReleaseIsRefused() throws SQLException {
        migrate("later", "latest");
        asked(
                "later",
                "INSERT INTO flyway_schema_history SELECT 1000, '999', 'later', 'SQL', 'V999__later.sql', 0, 'alpr', now(), 1, true");
        var settings = new DatabaseSettings("localhost", server.port(), "later", "alpr", PASSWORD);
        assertThatThrownBy(() -> Database.open(settings).close())
                .isInstanceOfSatisfying(
                        DatabaseUnavailable.class, fault -> assertThat(fault.isLasting()).isTrue())
                .hasMessageContaining("schema version 999, which a later release made");
        assertThatThrownBy(() -> Database.openMigrated(settings).close())
                .hasMessageContaining("schema version 999");
    }

    @Test
    void everyVersionThatThereWasIsTried() throws SQLException {
        migrate("newest", "latest");
        assertThat(asked("newest", "SELECT max(version::int) FROM flyway_schema_history"))
                .as("a version more: try it above")
                .isEqualTo("14");
    }
}
