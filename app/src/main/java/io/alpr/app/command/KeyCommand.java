package io.alpr.app.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alpr.archive.access.ApiKey;
import io.alpr.archive.access.Role;
import io.alpr.query.access.Token;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What programs show instead of a login, on the machine itself. */
@Command(
        name = "key",
        header = "API keys for programs: add, revoke, list.",
        description =
                "%nA key is shown once, when it is made; programs send it as X-API-Key or Authorization: Bearer.",
        footer = {
            "%nExamples:",
            "  ./alpr key add prometheus",
            "  ./alpr key add display --cameras gate --days 365",
            "  ./alpr key revoke 5c0cf61c-25a1-4a8b-a7a4-6d7d8d9a7f11",
            "  KEY=$(./alpr key add report) && curl -H \"X-API-Key: $KEY\" http://localhost:8000/stats"
        },
        subcommands = {KeyCommand.Add.class, KeyCommand.Revoke.class, KeyCommand.ListThem.class})
final class KeyCommand {
    private static final int DAYS_MAX = 36_500;

    private KeyCommand() {}

    /** A new one. */
    @Command(
            name = "add",
            header = "Makes a key and prints it.",
            footer = {"%nExamples:", "  ./alpr key add report --role viewer --days 30"})
    static final class Add implements Callable<Integer> {
        @Mixin private ConfigOption config = new ConfigOption();
        @Spec private CommandSpec spec = CommandSpec.create();

        @Parameters(paramLabel = "NAME", description = "What it is for.")
        private String name = "";

        @Option(
                names = "--role",
                paramLabel = "ROLE",
                description = "One of ${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
        private Role role = Role.VIEWER;

        @Option(
                names = "--cameras",
                paramLabel = "ID",
                split = ",",
                description = "Cameras whose passes may be seen; default: all.")
        private @Nullable List<String> cameras;

        @Option(
                names = "--days",
                paramLabel = "DAYS",
                description = "It ends after so many days, 1 to 36500; default: never.")
        private @Nullable Integer days;

        @Override
        public Integer call() {
            if (days != null && (days < 1 || days > DAYS_MAX)) {
                throw new IllegalArgumentException(
                        "--days must be 1 to %d, got: %d".formatted(DAYS_MAX, days));
            }
            var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
            var key =
                    new ApiKey(
                            UUID.randomUUID(),
                            name,
                            role,
                            UserCommand.scope(cameras),
                            null,
                            now,
                            days == null ? null : now.plus(days, ChronoUnit.DAYS),
                            null,
                            null);
            var token = Token.key();
            try (var store = UserCommand.store(config)) {
                store.keys().add(key, token.hash());
            }
            spec.commandLine().getOut().println(token.text());
            return ExitCodes.OK;
        }
    }

    /** It shall not serve any more. */
    @Command(
            name = "revoke",
            header = "Takes a key back; what runs follows within five seconds.",
            footer = {"%nExamples:", "  ./alpr key revoke 5c0cf61c-25a1-4a8b-a7a4-6d7d8d9a7f11"})
    static final class Revoke implements Callable<Integer> {
        @Mixin private ConfigOption config = new ConfigOption();
        @Spec private CommandSpec spec = CommandSpec.create();

        @Parameters(paramLabel = "ID", description = "As listed.")
        private UUID id = new UUID(0, 0);

        @Override
        public Integer call() {
            try (var store = UserCommand.store(config)) {
                if (store.keys().revoke(id, Optional.empty())) {
                    return ExitCodes.OK;
                }
            }
            spec.commandLine()
                    .getErr()
                    .printf("alpr: no key %s that serves; ./alpr key list shows them%n", id);
            return ExitCodes.NO;
        }
    }

    /** All of them. */
    @Command(
            name = "list",
            header = "Lists the keys, not their text; the newest first.",
            footer = {"%nExamples:", "  ./alpr key list --json"})
    static final class ListThem implements Callable<Integer> {
        @Mixin private ConfigOption config = new ConfigOption();
        @Spec private CommandSpec spec = CommandSpec.create();

        @Option(
                names = "--json",
                description =
                        "Print an object a line: {key_id, name, role, cameras, account, created_at, expires_at, revoked_at, last_used}.")
        private boolean json;

        @Override
        public Integer call() throws JsonProcessingException {
            var out = spec.commandLine().getOut();
            var form = "%-36s %-20s %-14s %-9s %-12s %-20s %s%n";
            try (var store = UserCommand.store(config)) {
                var keys = store.keys().all(Optional.empty());
                if (!json) {
                    out.printf(
                            form, "ID", "NAME", "ROLE", "STATE", "OWNER", "LAST USED", "CAMERAS");
                }
                for (var key : keys) {
                    if (json) {
                        out.println(new ObjectMapper().writeValueAsString(object(key)));
                    } else {
                        out.printf(
                                form,
                                key.id(),
                                key.name(),
                                key.role().word(),
                                state(key),
                                key.account() == null ? UserCommand.MACHINE : key.account(),
                                key.lastUsed() == null ? "never" : key.lastUsed(),
                                UserCommand.cameras(key.scope()));
                    }
                }
                out.flush();
            }
            return ExitCodes.OK;
        }

        private static String state(ApiKey key) {
            if (key.revokedAt() != null) {
                return "revoked";
            }
            return key.expiresAt() != null && key.expiresAt().isBefore(Instant.now())
                    ? "ended"
                    : "good";
        }

        private static Map<String, @Nullable Object> object(ApiKey key) {
            var object = new LinkedHashMap<String, @Nullable Object>();
            object.put("key_id", key.id().toString());
            object.put("name", key.name());
            object.put("role", key.role().word());
            object.put("cameras", key.scope().list());
            object.put("account", key.account());
            object.put("created_at", key.createdAt().toString());
            object.put("expires_at", text(key.expiresAt()));
            object.put("revoked_at", text(key.revokedAt()));
            object.put("last_used", text(key.lastUsed()));
            return object;
        }

        private static @Nullable String text(@Nullable Instant time) {
            return time == null ? null : time.toString();
        }
    }
}
