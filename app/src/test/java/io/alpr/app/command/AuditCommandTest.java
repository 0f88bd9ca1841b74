package io.alpr.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.alpr.archive.Database;
import io.alpr.archive.DatabaseSettings;
import io.alpr.archive.audit.AuditEntry;
import io.alpr.archive.audit.AuditEntry.Kind;
import io.alpr.archive.audit.AuditEntry.What;
import io.alpr.archive.audit.AuditEntry.Who;
import io.alpr.archive.audit.AuditLog;
import io.alpr.archive.audit.Instance;
import io.alpr.embedded.EmbeddedPostgres;
import io.alpr.embedded.PostgresSettings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./alpr audit} on a real PostgreSQL. */
@Tag("real")
final class AuditCommandTest {
    @TempDir private Path folder = Path.of("");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int audit(String... arguments) {
        out.reset();
        err.reset();
        var config = Stream.of("-c", folder.resolve("alpr.yaml").toString());
        return AlprCommand.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Stream.concat(Stream.concat(Stream.of("audit"), Arrays.stream(arguments)), config)
                        .toArray(String[]::new));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private void configure(int port, String password) throws Exception {
        Files.writeString(
                folder.resolve("alpr.yaml"),
                "database: {host: 127.0.0.1, port: %d, name: alpr_db, user: alpr, password: \"%s\"}"
                        .formatted(port, password));
    }

    private static void lookUps(DatabaseSettings settings) {
        try (var log =
                AuditLog.over(settings, new Instance("query@test", "1"), Duration.ofSeconds(20))) {
            var anna = new Who("anna", Kind.SESSION, "192.0.2.7", "req-1");
            var search = new What("search", Map.of("camera", "gate"), "AB12CDE");
            log.append(AuditEntry.of(anna, search).because("a \"case\", 4711").found(3));
            var bob = new Who("=bob()", Kind.KEY, "", "");
            log.append(AuditEntry.of(bob, What.of("stats", Map.of())));
        }
    }

    @Test
    void entriesAreListedExportedAndVerified() throws Exception {
        var throwaway =
                new PostgresSettings(
                        folder.resolve("db"), 0, "alpr", "s3cret-of-test", List.of("alpr_db"));
        try (var postgres = EmbeddedPostgres.start(throwaway)) {
            var settings =
                    new DatabaseSettings(
                            "127.0.0.1", postgres.port(), "alpr_db", "alpr", "s3cret-of-test");
            configure(postgres.port(), "s3cret-of-test");
            assertThat(audit("verify")).as("no schema yet").isEqualTo(ExitCodes.CANNOT_START);
            try (var database = Database.open(settings)) {
                lookUps(settings);
                list();
                export();
                verify(database);
            }
        }
        assertThat(audit("verify")).as("no server").isEqualTo(ExitCodes.CANNOT_START);
        assertThat(audit("list", "--from", "yesterday")).isEqualTo(ExitCodes.USAGE);
        assertThat(err()).contains("'yesterday' is no time");
        assertThat(audit("list", "--limit", "0")).isEqualTo(ExitCodes.USAGE);
        assertThat(audit("export")).isEqualTo(ExitCodes.USAGE);
        assertThat(audit()).isEqualTo(ExitCodes.USAGE);
    }

    private void list() throws Exception {
        assertThat(audit("list", "--plate", "ab 12 cde", "--action", "search"))
                .isEqualTo(ExitCodes.OK);
        assertThat(out())
                .hasLineCount(1)
                .contains("anna (session)", "192.0.2.7", "AB12CDE", "3 rows", "a \"case\", 4711");
        assertThat(audit("list", "--json", "--limit", "1", "--action", "audit_read"))
                .isEqualTo(ExitCodes.OK);
        var read = new ObjectMapper().readTree(out());
        assertThat(read.get("plate").asText())
                .as("that it was read is written")
                .isEqualTo("AB12CDE");
        assertThat(read.get("kind").asText()).isEqualTo("machine");
        assertThat(read.get("rows").asInt()).isOne();
        assertThat(read.get("asked").get("action").asText()).isEqualTo("search");
    }

    private void export() throws Exception {
        assertThat(audit("export", "--format", "csv", "--to", "2100-01-01"))
                .isEqualTo(ExitCodes.OK);
        assertThat(out().lines().findFirst().orElseThrow()).startsWith("at,actor,kind,address,");
        assertThat(out())
                .contains(",anna,session,192.0.2.7,req-1,search,\"{\"\"camera\"\":\"\"gate\"\"}\",")
                .contains(",AB12CDE,false,\"a \"\"case\"\", 4711\",3,")
                .contains(",'=bob(),key,,,stats,{},,false,,,");
        assertThat(audit("export", "--format", "jsonl", "--actor", "=bob()"))
                .isEqualTo(ExitCodes.OK);
        assertThat(out()).hasLineCount(1);
        var entry = new ObjectMapper().readTree(out());
        assertThat(entry.get("actor").asText()).isEqualTo("=bob()");
        assertThat(entry.has("rows")).isFalse();
        assertThat(err()).contains("1 entries");
    }

    private void verify(Database database) throws Exception {
        assertThat(audit("verify")).isEqualTo(ExitCodes.OK);
        assertThat(out()).contains("ok", "query@test", "all as it was");
        assertThat(audit("verify", "--heads")).isEqualTo(ExitCodes.OK);
        var noted = folder.resolve("heads.txt");
        Files.writeString(noted, "# noted today\n" + out());
        assertThat(audit("verify", "--expect", noted.toString())).isEqualTo(ExitCodes.OK);

        Files.writeString(noted, "this is none");
        assertThat(audit("verify", "--expect", noted.toString())).isEqualTo(ExitCodes.NO);
        assertThat(err()).contains("no end of a chain");
        Files.writeString(noted, "00000000-0000-0000-0000-000000000001 7 " + "0".repeat(64));
        assertThat(audit("verify", "--expect", noted.toString())).isEqualTo(ExitCodes.NO);
        assertThat(err())
                .contains("entry 7: the chain is not there, against an end that was noted");

        database.inTransaction(
                handle -> {
                    handle.execute("ALTER TABLE audit_entries DISABLE TRIGGER USER");
                    handle.execute("UPDATE audit_entries SET rows_found = 0 WHERE actor = 'anna'");
                    return handle.execute("ALTER TABLE audit_entries ENABLE TRIGGER USER");
                });
        assertThat(audit("verify")).isEqualTo(ExitCodes.NO);
        assertThat(out()).contains("BROKEN", "NOT as it was");
        assertThat(err()).contains("entry 2: it was changed");
        assertThat(audit("verify", "--json")).isEqualTo(ExitCodes.NO);
        var verdict = new ObjectMapper().readTree(out());
        assertThat(verdict.get("ok").asBoolean()).isFalse();
        assertThat(verdict.get("faults").get(0).get("sequence").asInt()).isEqualTo(2);
        assertThat(verdict.get("chains").get(0).get("ok").asBoolean()).isFalse();
        assertThat(verdict.get("chains").get(1).get("ok").asBoolean()).isTrue();
    }
}
