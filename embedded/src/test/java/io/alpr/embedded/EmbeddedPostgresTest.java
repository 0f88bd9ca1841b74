package io.alpr.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("real")
class EmbeddedPostgresTest {
    @TempDir Path data;

    @Test
    void dataSurvivesAStopAndAKill() throws SQLException {
        PostgresSettings settings = PostgresSettings.throwaway(data);
        try (EmbeddedPostgres first = EmbeddedPostgres.start(settings)) {
            execute(first, "CREATE TABLE kept (text TEXT)");
            execute(first, "INSERT INTO kept VALUES ('before the stop')");
        }
        EmbeddedPostgres second = EmbeddedPostgres.start(settings);
        execute(second, "INSERT INTO kept VALUES ('before the kill')");
        second.kill();
        assertThat(second.alive()).isFalse();
        try (EmbeddedPostgres third = EmbeddedPostgres.start(settings)) {
            assertThat(ask(third, "SELECT string_agg(text, ', ') FROM kept"))
                    .isEqualTo("before the stop, before the kill");
        }
    }

    @Test
    void durabilityIsOnAndThePasswordIsAskedEvenOnLoopback() throws SQLException {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(PostgresSettings.throwaway(data))) {
            for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
                assertThat(ask(server, "SHOW " + setting)).as(setting).isEqualTo("on");
            }
            assertThat(ask(server, "SHOW server_version")).startsWith("18.");
            assertThat(ask(server, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(ask(server, "SELECT rolsuper::text FROM pg_roles WHERE rolname = 'alpr'"))
                    .isEqualTo("false");
            assertThatThrownBy(
                            () ->
                                    DriverManager.getConnection(
                                            server.jdbcUrl(), "alpr", "wrong-password"))
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void aNewPasswordReplacesTheOldOneAndAnAddedDatabaseIsMade() throws SQLException {
        PostgresSettings before = PostgresSettings.throwaway(data);
        EmbeddedPostgres.start(before).close();
        PostgresSettings after =
                new PostgresSettings(
                        data, 0, "alpr", Secrets.random(), List.of("alpr_db", "second"));
        try (EmbeddedPostgres server = EmbeddedPostgres.start(after)) {
            assertThat(ask(server, "SELECT current_user")).isEqualTo("alpr");
            assertThatThrownBy(
                            () ->
                                    DriverManager.getConnection(
                                            server.jdbcUrl(), "alpr", before.password()))
                    .isInstanceOf(SQLException.class);
            try (Connection second =
                    DriverManager.getConnection(
                            server.jdbcUrl("second"), "alpr", after.password())) {
                assertThat(second.isValid(5)).isTrue();
            }
        }
    }

    @Test
    void theSameDataCannotBeServedTwice() {
        PostgresSettings settings = PostgresSettings.throwaway(data);
        try (EmbeddedPostgres first = EmbeddedPostgres.start(settings)) {
            assertThat(first.alive()).isTrue();
            assertThatThrownBy(() -> EmbeddedPostgres.start(settings))
                    .isInstanceOf(EmbeddedFailure.class)
                    .hasMessageContaining("in use by another running process");
        }
    }

    static void execute(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String ask(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Connection connect(EmbeddedPostgres server) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
    }
}
