package io.alpr.app.command;

import io.alpr.app.config.AlprConfig;
import io.alpr.app.stack.Addresses;
import io.alpr.archive.Database;
import io.alpr.archive.audit.AuditEntry;
import io.alpr.archive.audit.AuditEntry.What;
import io.alpr.archive.audit.AuditEntry.Who;
import io.alpr.archive.audit.AuditFilter;
import io.alpr.archive.audit.AuditLog;
import io.alpr.archive.audit.AuditRecord;
import io.alpr.archive.audit.AuditTrail;
import io.alpr.archive.audit.Instance;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Who looked what up. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        header = "Who looked what up, when, from where and why.",
        description =
                "%nThe Query API writes every look-up down before it answers. Entries are only added, each holds the hash"
                        + " of the one before, and plates in them are encrypted, so that ./alpr archive erase takes a plate"
                        + " out of them, too. Reading them is written down as well.",
        subcommands = {
            AuditCommand.ListCommand.class,
            AuditCommand.ExportCommand.class,
            AuditVerifyCommand.class
        },
        footer = {
            "%nExamples:",
            "  ./alpr audit list --plate AB12CDE",
            "  ./alpr audit export --format csv --from 2026-10-01 --to 2026-11-01 > october.csv",
            "  ./alpr audit verify"
        })
final class AuditCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCodes.USAGE;
    }

    /** A moment, or the beginning of a day in UTC. */
    static final class Moment implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                return text.length() == 10
                        ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                        : Instant.parse(text);
            } catch (DateTimeParseException e) {
                throw new TypeConversionException(
                        "'%s' is no time: say 2026-11-23 or 2026-11-23T12:00:00Z".formatted(text));
            }
        }
    }

    /** Which entries. */
    static final class Filter {
        @Option(
                names = "--from",
                paramLabel = "TIME",
                converter = Moment.class,
                description = "Made then or later: 2026-11-23 (UTC) or 2026-11-23T12:00:00Z.")
        private Optional<Instant> from = Optional.empty();

        @Option(
                names = "--to",
                paramLabel = "TIME",
                converter = Moment.class,
                description = "Made before.")
        private Optional<Instant> to = Optional.empty();

        @Option(names = "--actor", paramLabel = "NAME", description = "By this user or key.")
        private Optional<String> actor = Optional.empty();

        @Option(names = "--action", paramLabel = "ACTION", description = "E.g. search, login.")
        private Optional<String> action = Optional.empty();

        @Option(
                names = "--plate",
                paramLabel = "PLATE",
                description =
                        "Who asked for it, or by a pattern of four fixed characters or more that it fits.")
        private Optional<String> plate = Optional.empty();

        AuditFilter filter() {
            var normalized =
                    plate.map(
                            text -> text.toUpperCase(Locale.ROOT).replaceAll("[\\s._\u00b7-]", ""));
            return new AuditFilter(from, to, actor, action, normalized);
        }

        /** The question, for the log. */
        AuditEntry entry(String action) {
            var asked = new TreeMap<String, String>();
            from.ifPresent(time -> asked.put("from", time.toString()));
            to.ifPresent(time -> asked.put("to", time.toString()));
            actor.ifPresent(name -> asked.put("actor", AuditEntry.legible(name, What.VALUE_MAX)));
            this.action.ifPresent(
                    name -> asked.put("action", AuditEntry.legible(name, What.VALUE_MAX)));
            var subject = AuditEntry.legible(plate.orElse(""), What.SUBJECT_MAX);
            return AuditEntry.of(
                    Who.machine(ArchiveCommand.me()), new What(action, Map.copyOf(asked), subject));
        }
    }

    /** Writes down that it is read, in a chain of this command's own. */
    private static void note(AlprConfig config, AuditEntry entry) {
        var instance = new Instance("command", "");
        try (var log = AuditLog.over(Addresses.archive(config), instance, PATIENCE)) {
            var _ = log.append(entry);
        }
    }

    /** The latest. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            header = "Shows the latest entries, newest first.",
            footer = {
                "%nExamples:",
                "  ./alpr audit list --limit 20",
                "  ./alpr audit list --actor anna --from 2026-11-23",
                "  ./alpr audit list --plate AB12CDE --json | jq -r .actor"
            })
    static final class ListCommand implements Callable<Integer> {
        private static final int LIMIT_MAX = 1_000;

        @Spec private CommandSpec spec = CommandSpec.create();
        @Mixin private ConfigOption config = new ConfigOption();
        @Mixin private Filter filter = new Filter();

        @Option(
                names = "--limit",
                paramLabel = "N",
                defaultValue = "50",
                description = "At most so many, 1 to 1000; 50 by default.")
        private int limit;

        @Option(names = "--json", description = "Print an object on each line.")
        private boolean json;

        @Override
        public Integer call() {
            if (limit < 1 || limit > LIMIT_MAX) {
                throw new ParameterException(
                        spec.commandLine(), "--limit must be 1 to 1000, got: " + limit);
            }
            var configuration = config.read();
            List<AuditRecord> found;
            try (var database = Database.openMigrated(Addresses.archive(configuration))) {
                found = new AuditTrail(database).page(filter.filter(), Optional.empty(), limit);
            }
            note(configuration, filter.entry("audit_read").found(found.size()));
            var out = spec.commandLine().getOut();
            for (var entry : found) {
                out.println(json ? AuditFormat.JSONL.line(entry) : shown(entry));
            }
            return ExitCodes.OK;
        }

        private static String shown(AuditRecord entry) {
            var words = new ArrayList<String>();
            words.add(entry.place().at().toString());
            words.add("%s (%s)".formatted(entry.by().name(), entry.by().kind()));
            words.add(entry.by().address().isEmpty() ? "-" : entry.by().address());
            words.add(entry.question().action());
            words.add(AuditFormat.shown(entry));
            words.add(entry.rows().isPresent() ? entry.rows().getAsLong() + " rows" : "-");
            words.add(entry.reason().isEmpty() ? "-" : entry.reason());
            return String.join("  ", words).replaceAll("\\p{Cntrl}", " ");
        }
    }

    /** All of them. */
    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            header =
                    "Writes entries to standard output, oldest first, with plates that are not erased.",
            description =
                    "%nErasing a plate later does not reach what was exported: keep it as you would keep the archive.",
            footer = {
                "%nExamples:",
                "  ./alpr audit export --format csv --from 2026-10-01 --to 2026-11-01 > october.csv",
                "  ./alpr audit export --format jsonl --actor anna > anna.jsonl"
            })
    static final class ExportCommand implements Callable<Integer> {
        @Spec private CommandSpec spec = CommandSpec.create();
        @Mixin private ConfigOption config = new ConfigOption();
        @Mixin private Filter filter = new Filter();

        @Option(
                names = "--format",
                required = true,
                description = "${COMPLETION-CANDIDATES}: with commas, or an object on each line.")
        private AuditFormat format = AuditFormat.JSONL;

        @Override
        public Integer call() {
            var configuration = config.read();
            // First of all: once something is written it is too late.
            note(configuration, filter.entry("audit_export"));
            var out = spec.commandLine().getOut();
            if (!format.header().isEmpty()) {
                out.println(format.header());
            }
            try (var database = Database.openMigrated(Addresses.archive(configuration))) {
                long count =
                        new AuditTrail(database)
                                .export(filter.filter(), entry -> out.println(format.line(entry)));
                out.flush();
                if (out.checkError()) {
                    spec.commandLine().getErr().println("alpr: the output ended early");
                    return ExitCodes.NO;
                }
                spec.commandLine().getErr().printf(Locale.ROOT, "%,d entries%n", count);
            }
            return ExitCodes.OK;
        }
    }
}
