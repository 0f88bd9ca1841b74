package io.alpr.app.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alpr.app.stack.Addresses;
import io.alpr.archive.access.AccessStore;
import io.alpr.archive.access.Account;
import io.alpr.archive.access.Accounts;
import io.alpr.archive.access.CameraScope;
import io.alpr.archive.access.Role;
import io.alpr.query.access.Passwords;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Who may log in, on the machine itself: it needs no login, but the database's password. */
@Command(
        name = "user",
        header = "Who may log in: add, reset, change, list.",
        description = {
            "%nWorks on the database directly, so it also helps whoever lost the last administrator's password.",
            "A password that it prints is shown this once; its owner must change it at the next login."
        },
        footer = {
            "%nExamples:",
            "  ./alpr user add desk --role viewer --cameras gate,yard",
            "  ./alpr user reset admin",
            "  ./alpr user change desk --disable",
            "  ./alpr user list --json"
        },
        subcommands = {
            UserCommand.Add.class,
            UserCommand.Reset.class,
            UserCommand.Change.class,
            UserCommand.ListThem.class
        })
final class UserCommand {
    /** Whoever works on the machine, in accounts and logs. */
    static final String MACHINE = "machine";

    private UserCommand() {}

    static AccessStore store(ConfigOption config) {
        return AccessStore.over(Addresses.archive(config.read()));
    }

    static CameraScope scope(@Nullable List<String> cameras) {
        return CameraScope.written(cameras == null ? List.of() : cameras);
    }

    /** Somebody new. */
    @Command(
            name = "add",
            header = "Adds a user and prints his password.",
            footer = {
                "%nExamples:",
                "  ./alpr user add desk",
                "  ./alpr user add chief --role administrator"
            })
    static final class Add implements Callable<Integer> {
        @Mixin private ConfigOption config = new ConfigOption();
        @Spec private CommandSpec spec = CommandSpec.create();

        @Parameters(paramLabel = "NAME", description = "1 to 64 of a-z 0-9 . _ @ -")
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

        @Override
        public Integer call() {
            var password = Passwords.generated();
            var draft =
                    new Accounts.Draft(
                            name, role, scope(cameras), Passwords.hash(password), true, MACHINE);
            try (var store = store(config)) {
                if (!store.accounts().add(draft)) {
                    spec.commandLine()
                            .getErr()
                            .printf(
                                    "alpr: there is a user %s already; ./alpr user reset %s gives a new password%n",
                                    name, name);
                    return ExitCodes.NO;
                }
            }
            spec.commandLine().getOut().println(password);
            return ExitCodes.OK;
        }
    }

    /** A new password. */
    @Command(
            name = "reset",
            header = "Gives a user a new password and prints it; ends all his sessions.",
            footer = {"%nExamples:", "  ./alpr user reset admin"})
    static final class Reset implements Callable<Integer> {
        @Mixin private ConfigOption config = new ConfigOption();
        @Spec private CommandSpec spec = CommandSpec.create();

        @Parameters(paramLabel = "NAME", description = "Of the user.")
        private String name = "";

        @Override
        public Integer call() {
            var password = Passwords.generated();
            try (var store = store(config)) {
                if (!store.accounts().setPassword(name, Passwords.hash(password), true)) {
                    return noSuchUser(spec, name);
                }
            }
            spec.commandLine().getOut().println(password);
            return ExitCodes.OK;
        }
    }

    /** Another role, scope or state. */
    @Command(
            name = "change",
            header = "Changes what a user may do; what is not named stays.",
            footer = {
                "%nExamples:",
                "  ./alpr user change desk --role operator",
                "  ./alpr user change desk --cameras gate",
                "  ./alpr user change desk --all-cameras",
                "  ./alpr user change desk --disable"
            })
    static final class Change implements Callable<Integer> {
        @Mixin private ConfigOption config = new ConfigOption();
        @Spec private CommandSpec spec = CommandSpec.create();

        @Parameters(paramLabel = "NAME", description = "Of the user.")
        private String name = "";

        @Option(names = "--role", paramLabel = "ROLE", description = "${COMPLETION-CANDIDATES}.")
        private @Nullable Role role;

        @Option(names = "--cameras", paramLabel = "ID", split = ",", description = "Only these.")
        private @Nullable List<String> cameras;

        @Option(names = "--all-cameras", description = "All of them.")
        private boolean allCameras;

        @Option(names = "--disable", description = "Ends his sessions and keys.")
        private boolean disable;

        @Option(names = "--enable", description = "Lets him in again.")
        private boolean enable;

        @Override
        public Integer call() {
            try (var store = store(config)) {
                var before = store.accounts().named(name);
                if (before.isEmpty()) {
                    return noSuchUser(spec, name);
                }
                var change = changed(store.accounts(), before.get());
                if (change == Accounts.Change.LAST_ADMINISTRATOR) {
                    spec.commandLine()
                            .getErr()
                            .println(
                                    "alpr: nobody would be left to administer; make another administrator first");
                    return ExitCodes.NO;
                }
            }
            return ExitCodes.OK;
        }

        private Accounts.Change changed(Accounts accounts, Account before) {
            var scope = cameras == null ? before.scope() : scope(cameras);
            return accounts.change(
                    name,
                    role == null ? before.role() : role,
                    allCameras ? new CameraScope.Everything() : scope,
                    (before.enabled() || enable) && !disable);
        }
    }

    /** All of them. */
    @Command(
            name = "list",
            header = "Lists the users.",
            footer = {
                "%nExamples:",
                "  ./alpr user list",
                "  ./alpr user list --json | jq -r .name"
            })
    static final class ListThem implements Callable<Integer> {
        @Mixin private ConfigOption config = new ConfigOption();
        @Spec private CommandSpec spec = CommandSpec.create();

        @Option(
                names = "--json",
                description =
                        "Print an object a line: {name, role, cameras, enabled, password_expired, created_at, created_by}.")
        private boolean json;

        @Override
        public Integer call() throws JsonProcessingException {
            var out = spec.commandLine().getOut();
            var form = "%-24s %-14s %-9s %-24s %s%n";
            try (var store = store(config)) {
                var accounts = store.accounts().all();
                if (!json) {
                    out.printf(form, "NAME", "ROLE", "STATE", "SINCE", "CAMERAS");
                }
                for (var account : accounts) {
                    if (json) {
                        out.println(new ObjectMapper().writeValueAsString(object(account)));
                    } else {
                        out.printf(
                                form,
                                account.name(),
                                account.role().word(),
                                account.enabled() ? "enabled" : "disabled",
                                account.createdAt(),
                                cameras(account.scope()));
                    }
                }
                out.flush();
            }
            return ExitCodes.OK;
        }

        private static Map<String, Object> object(Account account) {
            var object = new LinkedHashMap<String, Object>();
            object.put("name", account.name());
            object.put("role", account.role().word());
            object.put("cameras", account.scope().list());
            object.put("enabled", account.enabled());
            object.put("password_expired", account.passwordExpired());
            object.put("created_at", account.createdAt().toString());
            object.put("created_by", account.createdBy());
            return object;
        }
    }

    /** For a person. */
    static String cameras(CameraScope scope) {
        return scope.list().isEmpty() ? "all" : String.join(",", scope.list());
    }

    private static int noSuchUser(CommandSpec spec, String name) {
        spec.commandLine()
                .getErr()
                .printf("alpr: there is no user '%s'; ./alpr user list shows them%n", name);
        return ExitCodes.NO;
    }
}
