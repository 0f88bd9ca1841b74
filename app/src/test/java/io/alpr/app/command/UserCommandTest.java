package io.alpr.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.alpr.archive.Database;
import io.alpr.archive.DatabaseSettings;
import io.alpr.archive.access.AccessStore;
import io.alpr.embedded.EmbeddedPostgres;
import io.alpr.embedded.PostgresSettings;
import io.alpr.query.access.Authenticator;
import io.alpr.query.access.Token;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./alpr user} and {@code ./alpr key} on a real PostgreSQL. */
@Tag("real")
final class UserCommandTest {
    @TempDir private Path folder = Path.of("");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int alpr(String... arguments) {
        out.reset();
        err.reset();
        var config = Stream.of("-c", folder.resolve("alpr.yaml").toString());
        return AlprCommand.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Stream.concat(Arrays.stream(arguments), config).toArray(String[]::new));
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8).strip();
    }

    private String complained() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private void configure(int port, String user, String password) throws Exception {
        Files.writeString(
                folder.resolve("alpr.yaml"),
                "database: {host: 127.0.0.1, port: %d, name: alpr_db, user: %s, password: \"%s\"}\n"
                        .formatted(port, user, password));
    }

    @Test
    void usersAreAddedListedChangedAndLetInAgain() throws Exception {
        try (var postgres =
                EmbeddedPostgres.start(PostgresSettings.throwaway(folder.resolve("db")))) {
            configure(postgres.port(), postgres.user(), postgres.password());
            var settings =
                    new DatabaseSettings(
                            "127.0.0.1",
                            postgres.port(),
                            "alpr_db",
                            postgres.user(),
                            postgres.password());
            Database.open(settings).close();
            try (var store = AccessStore.over(settings)) {
                usersAreManaged(new Authenticator(store));
                keysAreManaged(new Authenticator(store));
            }
        }
    }

    private void usersAreManaged(Authenticator door) throws Exception {
        assertThat(alpr("user", "add", "chief", "--role", "administrator")).isZero();
        var password = said();
        assertThat(door.login("Chief", password, "here"))
                .isInstanceOf(Authenticator.Outcome.In.class);
        assertThat(alpr("user", "add", "chief")).isEqualTo(ExitCodes.NO);
        assertThat(complained()).contains("./alpr user reset chief");
        assertThat(alpr("user", "add", "No Body")).isEqualTo(ExitCodes.NO);
        assertThat(complained()).contains("1 to 64 of a-z 0-9 . _ @ -");
        assertThat(alpr("user", "add", "desk", "--cameras", "gate,yard")).isZero();
        assertThat(alpr("user", "list")).isZero();
        assertThat(said()).contains("chief", "administrator", "desk", "gate,yard");
        assertThat(alpr("user", "reset", "chief")).isZero();
        assertThat(said()).isNotEqualTo(password);
        assertThat(door.login("chief", password, "here"))
                .isInstanceOf(Authenticator.Outcome.Wrong.class);
        assertThat(door.login("chief", said(), "here"))
                .isInstanceOf(Authenticator.Outcome.In.class);
        assertThat(alpr("user", "reset", "nobody")).isEqualTo(ExitCodes.NO);
        assertThat(complained()).contains("there is no user 'nobody'");
        assertThat(alpr("user", "change", "chief", "--disable")).isEqualTo(ExitCodes.NO);
        assertThat(complained()).contains("nobody would be left to administer");
        assertThat(alpr("user", "change", "desk", "--role", "operator", "--all-cameras")).isZero();
        assertThat(alpr("user", "list", "--json")).isZero();
        var desk = new ObjectMapper().readTree(said().lines().toList().getLast());
        assertThat(desk.get("role").asText()).isEqualTo("operator");
        assertThat(desk.get("cameras")).isEmpty();
    }

    private void keysAreManaged(Authenticator door) throws Exception {
        assertThat(alpr("key", "add", "display", "--cameras", "gate", "--days", "30")).isZero();
        var key = new Token(said());
        assertThat(door.ofKey(key).orElseThrow().name()).isEqualTo("key:display");
        assertThat(alpr("key", "list", "--json")).isZero();
        assertThat(said()).doesNotContain(key.text());
        var id = new ObjectMapper().readTree(said()).get("key_id").asText();
        assertThat(alpr("key", "revoke", id)).isZero();
        door.forgetAll();
        assertThat(door.ofKey(key)).isEmpty();
        assertThat(alpr("key", "revoke", id)).isEqualTo(ExitCodes.NO);
        assertThat(alpr("key", "list")).isZero();
        assertThat(said()).contains("display", "revoked");
        assertThat(alpr("key", "add", "x", "--days", "0")).isEqualTo(ExitCodes.NO);
        assertThat(complained()).contains("--days must be 1 to 36500");
    }

    @Test
    void aDatabaseThatIsAwayIsNamed() throws Exception {
        configure(1, "alpr", "wrong");
        assertThat(alpr("user", "reset", "admin")).isEqualTo(ExitCodes.CANNOT_START);
        assertThat(complained()).contains("database 127.0.0.1:1");
    }
}
