package io.alpr.app.command;

import io.alpr.app.stack.Addresses;
import io.alpr.archive.Database;
import io.alpr.archive.Erasure;
import io.alpr.archive.Erasure.Erased;
import io.alpr.archive.PictureStore;
import io.alpr.recorder.DeadLetterBox;
import io.alpr.recorder.ErasedLetters;
import io.alpr.recorder.RecorderSettings;
import io.alpr.service.StartFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One plate, or single passes, on request. */
@Command(
        name = "erase",
        mixinStandardHelpOptions = true,
        header =
                "Erases a plate: passes, pictures, dead letters. Says what it would erase, and does it with --yes.",
        description = {
            "%nWhat was captured until now does not come back, whether a pilot delivers late, a letter is replayed or a"
                    + " backup restored. Passes that somebody holds stay. The archive notes that it was done, by whom and"
                    + " how much it was, not which plate; later passes of the vehicle are kept as usual. Who looked it up stays in"
                    + " the audit log, where the plate reads as erased.",
            "%nBackups made before hold it still: back up again into the same folder, which erases it there, or name"
                    + " them with --backup, so that restoring them leaves it out. Kafka's topics keep what they got for"
                    + " as long as they do (a week by default), the log files of the services, too."
        },
        footer = {
            "%nExamples:",
            "  ./alpr archive erase AB12CDE",
            "  ./alpr archive erase AB12CDE --yes --backup /mnt/backup/alpr",
            "  ./alpr archive erase --event 0192f3c0-… --yes",
            "%nExit code 0 if nothing of it is left, 1 if held passes are."
        })
final class EraseCommand implements Callable<Integer> {
    private static final int NAMED = 20;

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ConfigOption config = new ConfigOption();

    @Parameters(
            paramLabel = "PLATE",
            arity = "0..1",
            description = "As on the plate; blanks and dashes do not matter.")
    private String plate = "";

    @Option(
            names = "--event",
            paramLabel = "EVENT",
            description = "Instead of a plate: one pass, by its event id. May be repeated.")
    private List<UUID> events = List.of();

    @Option(
            names = "--backup",
            paramLabel = "DIR",
            description = "A backup that must not bring it back. May be repeated.")
    private List<Path> backups = List.of();

    @Option(names = "--yes", description = "Do it: there is no way back.")
    private boolean yes;

    @Override
    public Integer call() throws IOException {
        var normalized = plate.toUpperCase(Locale.ROOT).replaceAll("[\\s._\u00b7-]", "");
        if (normalized.isEmpty() == events.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "name a plate, or passes with --event: one of the two");
        }
        if (!normalized.matches("[A-Z0-9]{0,20}")) {
            throw new ParameterException(
                    spec.commandLine(),
                    "'%s' is no plate: letters A-Z and digits, up to 20".formatted(normalized));
        }
        var configuration = config.read();
        var addresses = Addresses.administered(configuration);
        var line = new ProgressLine(spec.commandLine().getErr());
        try (var database = Database.openMigrated(addresses.database());
                var store = PictureStore.reaching(addresses.objectStore())) {
            var erasure = new Erasure(database, store, line::say);
            if (!yes) {
                return announce(erasure, normalized);
            }
            return erase(erasure, normalized, addresses.broker().bootstrapServers(), line);
        }
    }

    private int announce(Erasure erasure, String normalized) {
        var out = spec.commandLine().getOut();
        if (normalized.isEmpty()) {
            out.printf(Locale.ROOT, "would erase %,d passes; say --yes to do it%n", events.size());
            return ExitCodes.OK;
        }
        var would = erasure.wouldTake(normalized, Instant.now());
        print(out, "would erase", would);
        out.println("nothing is erased yet: say --yes to do it");
        return would.held().isEmpty() ? ExitCodes.OK : ExitCodes.NO;
    }

    private int erase(Erasure erasure, String normalized, String brokers, ProgressLine line)
            throws IOException {
        var me = ArchiveCommand.me();
        var out = spec.commandLine().getOut();
        for (var backup : backups) {
            erasure.demandBackup(backup);
        }
        Erased erased;
        try {
            erased =
                    normalized.isEmpty()
                            ? erasure.passes(events, me)
                            : erasure.plate(normalized, Instant.now(), me);
            line.end();
            print(out, "erased", erased);
        } finally {
            // Also when pictures wait for the object store: the rows are gone by then.
            for (var backup : backups) {
                erasure.bind(backup);
                out.printf("backup %s will not bring it back%n", backup);
            }
        }
        // All of them: an earlier call may have found the broker away.
        var bound = erasure.passes();
        var those =
                normalized.isEmpty()
                        ? ErasedLetters.of(bound)
                        : ErasedLetters.of(normalized, bound);
        out.printf(Locale.ROOT, "erased %,d dead letters%n", letters(brokers, those));
        return erased.held().isEmpty() ? ExitCodes.OK : ExitCodes.NO;
    }

    private static long letters(String brokers, ErasedLetters those) {
        var kafka = new RecorderSettings.Kafka(brokers, RecorderSettings.Kafka.GROUP, 1);
        try (var box = new DeadLetterBox(kafka)) {
            return box.erase(those);
        } catch (StartFailure e) {
            throw new StartFailure(
                    "dead letters may still hold it: %s; the archive does not: run the command again"
                            .formatted(e.getMessage()),
                    e);
        }
    }

    private static void print(PrintWriter out, String done, Erased erased) {
        out.printf(
                Locale.ROOT,
                "%s %,d passes and %,d pictures%n",
                done,
                erased.passes().size(),
                erased.pictures());
        if (!erased.held().isEmpty()) {
            out.printf(
                    Locale.ROOT,
                    "%,d more are held and stay; ./alpr archive holds says by whom:%n",
                    erased.held().size());
            name(out, erased.held());
        }
        if (!erased.mentions().isEmpty()) {
            out.printf(
                    Locale.ROOT,
                    "%,d passes were read otherwise, and this plate was a possible text of theirs; it is no more"
                            + " named there. If they are the same vehicle, erase them with --event:%n",
                    erased.mentions().size());
            name(out, erased.mentions());
        }
    }

    private static void name(PrintWriter out, List<UUID> passes) {
        passes.stream().limit(NAMED).forEach(pass -> out.println("  " + pass));
        if (passes.size() > NAMED) {
            out.printf(Locale.ROOT, "  and %,d more%n", passes.size() - NAMED);
        }
    }
}
