package io.alpr.app.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alpr.app.stack.Addresses;
import io.alpr.archive.Database;
import io.alpr.archive.Holds;
import io.alpr.archive.Inventory;
import io.alpr.archive.PictureStore;
import io.alpr.archive.Retention;
import io.alpr.archive.Verification;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What is kept, and how long. */
@Command(
        name = "archive",
        mixinStandardHelpOptions = true,
        header = "What the archive holds, keeps, and lets go.",
        description =
                "%nWorks beside a running installation: on the stack of ./alpr up with the same configuration, or where it says.",
        subcommands = {
            ArchiveCommand.StatsCommand.class,
            ArchiveCommand.RetainCommand.class,
            EraseCommand.class,
            ArchiveCommand.VerifyCommand.class,
            ArchiveCommand.HoldCommand.class,
            ArchiveCommand.ReleaseCommand.class,
            ArchiveCommand.HoldsCommand.class
        },
        footer = {
            "%nExamples:",
            "  ./alpr archive stats",
            "  ./alpr archive verify --bytes",
            "  ./alpr archive hold 0192f3c0-… --reason 'police, case 4711'",
            "  ./alpr archive erase AB12CDE",
            "  ./alpr archive retain                       the policy of alpr.yaml, now instead of within the hour"
        })
final class ArchiveCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCodes.USAGE;
    }

    static String me() {
        return System.getProperty("user.name", "unknown");
    }

    /** What is there. */
    @Command(
            name = "stats",
            mixinStandardHelpOptions = true,
            header = "Counts passes and pictures, by site and by state.",
            footer = {"%nExamples:", "  ./alpr archive stats --json | jq .passes"})
    static final class StatsCommand implements Callable<Integer> {
        @Spec private CommandSpec spec = CommandSpec.create();
        @Mixin private ConfigOption config = new ConfigOption();

        @Option(names = "--json", description = "Print one object.")
        private boolean json;

        @Override
        public Integer call() throws JsonProcessingException {
            var out = spec.commandLine().getOut();
            try (var database = Database.openMigrated(Addresses.archive(config.read()))) {
                var holdings = new Inventory(database).holdings();
                if (json) {
                    out.println(new ObjectMapper().writeValueAsString(object(holdings)));
                } else {
                    print(out, holdings);
                }
            }
            return ExitCodes.OK;
        }

        private static Map<String, Object> object(Inventory.Holdings holdings) {
            var object = new LinkedHashMap<String, Object>();
            object.put("passes", holdings.passes());
            holdings.span()
                    .ifPresent(
                            span -> {
                                object.put("oldest", span.oldest().toString());
                                object.put("newest", span.newest().toString());
                            });
            object.put("held", holdings.held());
            object.put("bytes", holdings.bytes());
            object.put("partitions", holdings.partitions());
            object.put("sites", holdings.sites());
            object.put("pictures", holdings.pictures());
            return object;
        }

        private static void print(PrintWriter out, Inventory.Holdings holdings) {
            out.printf(
                    Locale.ROOT,
                    "%,d passes, %d of them held; %,.1f MiB in %d partitions%n",
                    holdings.passes(),
                    holdings.held(),
                    holdings.bytes() / 1048576.0,
                    holdings.partitions());
            holdings.span()
                    .ifPresent(
                            span -> out.printf("  from %s to %s%n", span.oldest(), span.newest()));
            holdings.sites()
                    .forEach(
                            (site, passes) ->
                                    out.printf(Locale.ROOT, "  site %-30s %,12d%n", site, passes));
            holdings.pictures()
                    .forEach(
                            (state, pictures) ->
                                    out.printf(
                                            Locale.ROOT,
                                            "  pictures %-26s %,12d%n",
                                            state,
                                            pictures));
        }
    }

    /** What is too old goes now. */
    @Command(
            name = "retain",
            mixinStandardHelpOptions = true,
            header =
                    "Takes what is older than the policy of alpr.yaml out, as the recorder does every hour.",
            footer = {"%nExamples:", "  ./alpr archive retain"})
    static final class RetainCommand implements Callable<Integer> {
        @Spec private CommandSpec spec = CommandSpec.create();
        @Mixin private ConfigOption config = new ConfigOption();

        @Override
        public Integer call() {
            var configuration = config.read();
            var policy = configuration.retention().policy();
            var addresses = Addresses.administered(configuration);
            try (var database = Database.openMigrated(addresses.database());
                    var pictures = PictureStore.reaching(addresses.objectStore())) {
                var taken = new Retention(database, pictures).apply(policy, Instant.now());
                spec.commandLine()
                        .getOut()
                        .printf(
                                Locale.ROOT,
                                "%,d passes gone, %d partitions among them as a whole; %,d pictures gone%n",
                                taken.events(),
                                taken.partitions(),
                                taken.pictures());
            }
            return ExitCodes.OK;
        }
    }

    /** Table and bucket against each other. */
    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            header = "Finds pictures that are missing, that nobody knows, or that were changed.",
            footer = {
                "%nExamples:",
                "  ./alpr archive verify",
                "  ./alpr archive verify --bytes     reads every picture and compares its SHA-256",
                "%nExit code 0 if all is as it should be, 1 if not."
            })
    static final class VerifyCommand implements Callable<Integer> {
        private static final int NAMED = 20;

        @Spec private CommandSpec spec = CommandSpec.create();
        @Mixin private ConfigOption config = new ConfigOption();

        @Option(
                names = "--bytes",
                description = "Read every picture and compare its bytes with their hash.")
        private boolean bytes;

        @Override
        public Integer call() {
            var addresses = Addresses.administered(config.read());
            var line = new ProgressLine(spec.commandLine().getErr());
            try (var database = Database.openMigrated(addresses.database());
                    var store = PictureStore.reaching(addresses.objectStore())) {
                var found =
                        Verification.of(
                                new Inventory(database),
                                store,
                                bytes,
                                read -> line.say("%,d pictures read".formatted(read)));
                line.end();
                print(spec.commandLine().getOut(), found);
                return found.isClean() ? ExitCodes.OK : ExitCodes.NO;
            }
        }

        private static void print(PrintWriter out, Verification found) {
            out.printf(
                    Locale.ROOT,
                    "%,d pictures, %,d of them read: %d missing, %d changed, %d unknown to the archive%n",
                    found.pictures(),
                    found.read(),
                    found.missing().size(),
                    found.wrong().size(),
                    found.unknown().size());
            found.findings()
                    .forEach(
                            (what, keys) ->
                                    keys.stream()
                                            .limit(NAMED)
                                            .forEach(key -> out.printf("  %-8s %s%n", what, key)));
        }
    }

    /** No retention may take it. */
    @Command(
            name = "hold",
            mixinStandardHelpOptions = true,
            header = "Keeps a pass and its pictures, however old they grow.",
            footer = {
                "%nExamples:",
                "  ./alpr archive hold 0192f3c0-… --reason 'police, case 4711'"
            })
    static final class HoldCommand implements Callable<Integer> {
        @Spec private CommandSpec spec = CommandSpec.create();
        @Mixin private ConfigOption config = new ConfigOption();

        @Parameters(paramLabel = "EVENT", description = "Its event id.")
        private UUID event = new UUID(0, 0);

        @Option(names = "--reason", required = true, description = "Why; kept with it.")
        private String reason = "";

        @Override
        public Integer call() {
            try (var database = Database.openMigrated(Addresses.archive(config.read()))) {
                boolean held = new Holds(database).hold(event, reason, me());
                return answered(spec, held, event, "is held", "is not in the archive");
            }
        }
    }

    /** Retention may take it again. */
    @Command(
            name = "release",
            mixinStandardHelpOptions = true,
            header = "Ends a hold; the next retention takes the pass when it is old enough.",
            footer = {"%nExamples:", "  ./alpr archive release 0192f3c0-…"})
    static final class ReleaseCommand implements Callable<Integer> {
        @Spec private CommandSpec spec = CommandSpec.create();
        @Mixin private ConfigOption config = new ConfigOption();

        @Parameters(paramLabel = "EVENT", description = "Its event id.")
        private UUID event = new UUID(0, 0);

        @Override
        public Integer call() {
            try (var database = Database.openMigrated(Addresses.archive(config.read()))) {
                boolean released = new Holds(database).release(event, me());
                return answered(spec, released, event, "is released", "was not held");
            }
        }
    }

    private static int answered(CommandSpec spec, boolean done, UUID event, String yes, String no) {
        var out = done ? spec.commandLine().getOut() : spec.commandLine().getErr();
        out.printf("event %s %s%n", event, done ? yes : no);
        return done ? ExitCodes.OK : ExitCodes.NO;
    }

    /** What is held. */
    @Command(
            name = "holds",
            mixinStandardHelpOptions = true,
            header = "Lists what is held, the oldest first.",
            footer = {"%nExamples:", "  ./alpr archive holds"})
    static final class HoldsCommand implements Callable<Integer> {
        @Spec private CommandSpec spec = CommandSpec.create();
        @Mixin private ConfigOption config = new ConfigOption();

        @Override
        public Integer call() {
            try (var database = Database.openMigrated(Addresses.archive(config.read()))) {
                for (var hold : new Holds(database).list()) {
                    spec.commandLine()
                            .getOut()
                            .printf(
                                    "%s  %s  %s: %s%n",
                                    hold.eventId(), hold.at(), hold.by(), plain(hold.reason()));
                }
            }
            return ExitCodes.OK;
        }

        private static String plain(String text) {
            return text.replaceAll("\\p{Cntrl}", " ");
        }
    }
}
