package io.alpr.app.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alpr.app.stack.Addresses;
import io.alpr.archive.Database;
import io.alpr.archive.audit.AuditChains;
import io.alpr.archive.audit.AuditChains.Kept;
import io.alpr.archive.audit.AuditChains.Noted;
import io.alpr.archive.audit.AuditChains.Verdict;
import io.alpr.archive.audit.ChainReport;
import io.alpr.archive.audit.ChainReport.Fault;
import io.alpr.archive.audit.Head;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether the log is what it was. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        header = "Finds entries that were changed, taken out, put in or put elsewhere.",
        description =
                "%nWhoever owns the database can write all of it anew, with hashes that fit. Only an end that was noted"
                        + " elsewhere, where he cannot write, shows that: note them with --heads from time to time, and"
                        + " give them back with --expect.",
        footer = {
            "%nExamples:",
            "  ./alpr audit verify",
            "  ./alpr audit verify --heads > /mnt/elsewhere/heads-2026-11-23.txt",
            "  ./alpr audit verify --expect /mnt/elsewhere/heads-2026-11-23.txt",
            "%nExit code 0 if all is as it was, 1 if not."
        })
final class AuditVerifyCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ConfigOption config = new ConfigOption();

    @Option(
            names = "--expect",
            paramLabel = "FILE",
            description = "What --heads printed before; # begins a comment. May be repeated.")
    private List<Path> expect = List.of();

    @Option(
            names = "--heads",
            description =
                    "Print nothing but the end of each chain: chain, sequence, hash and # time.")
    private boolean heads;

    @Option(names = "--json", description = "Print one object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        var expected = expected();
        var err = spec.commandLine().getErr();
        var line = new ProgressLine(err);
        Verdict verdict;
        var settings = config.read();
        var kept = Kept.of(settings.retention().policy().audit(), Instant.now());
        try (var database = Database.openMigrated(Addresses.archive(settings))) {
            verdict =
                    new AuditChains(database)
                            .verify(
                                    expected,
                                    kept,
                                    entries ->
                                            line.say(
                                                    "%,d entries gone through".formatted(entries)));
        }
        line.end();
        print(spec.commandLine().getOut(), verdict);
        verdict.faults().forEach(fault -> err.println("alpr: " + fault.line()));
        return verdict.faults().isEmpty() ? ExitCodes.OK : ExitCodes.NO;
    }

    private List<Noted> expected() throws IOException {
        var expected = new ArrayList<Noted>();
        for (var file : expect) {
            for (var line : lines(file)) {
                var text = line.replaceAll("#.*", "").strip();
                if (!text.isEmpty()) {
                    var at = time(line);
                    expected.add(
                            Head.parse(text)
                                    .map(head -> new Noted(head, at))
                                    .orElseThrow(
                                            () ->
                                                    new IOException(
                                                            "%s holds '%s', which is no end of a chain: give what --heads printed"
                                                                    .formatted(file, text))));
                }
            }
        }
        return expected;
    }

    /** What --heads wrote behind a head; notes of earlier releases have none. */
    private static Instant time(String line) {
        try {
            return Instant.parse(line.replaceFirst("^[^#]*#?", "").strip());
        } catch (DateTimeParseException _) {
            return Instant.EPOCH;
        }
    }

    private static String noted(ChainReport chain) {
        var last = chain.seen().last().map(at -> " # " + at).orElse("");
        return chain.head().line() + last;
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            throw new IOException(file + " is not there", e);
        }
    }

    private void print(PrintWriter out, Verdict verdict) throws JsonProcessingException {
        if (json) {
            out.println(JSON.writeValueAsString(object(verdict)));
            return;
        }
        for (var chain : verdict.chains()) {
            out.println(heads ? noted(chain) : shown(chain));
        }
        if (!heads) {
            long entries =
                    verdict.chains().stream().mapToLong(chain -> chain.seen().entries()).sum();
            out.printf(
                    Locale.ROOT,
                    "%,d entries in %,d chains: %s%n",
                    entries,
                    verdict.chains().size(),
                    verdict.faults().isEmpty() ? "all as it was" : "NOT as it was");
        }
    }

    private static String shown(ChainReport chain) {
        var seen = chain.seen();
        return String.format(
                        Locale.ROOT,
                        "%s  %s %s  %,d entries, %,d with a plate that is erased  %s to %s%s%n    %s",
                        chain.fault().isEmpty() ? "ok    " : "BROKEN",
                        chain.origin().instance(),
                        chain.origin().version(),
                        seen.entries(),
                        seen.erased(),
                        seen.first().map(Object::toString).orElse("-"),
                        seen.last().map(Object::toString).orElse("-"),
                        seen.ended() ? "" : ", open",
                        chain.head().line())
                .stripTrailing();
    }

    private static Map<String, Object> object(Verdict verdict) {
        var object = new LinkedHashMap<String, Object>();
        object.put("ok", verdict.faults().isEmpty());
        object.put("chains", verdict.chains().stream().map(AuditVerifyCommand::object).toList());
        object.put("faults", verdict.faults().stream().map(AuditVerifyCommand::object).toList());
        return object;
    }

    private static Map<String, Object> object(ChainReport chain) {
        var object = new LinkedHashMap<String, Object>();
        object.put("chain", chain.head().chain().toString());
        object.put("instance", chain.origin().instance());
        object.put("version", chain.origin().version());
        object.put("begun_at", chain.origin().begunAt().toString());
        object.put("entries", chain.seen().entries());
        object.put("erased", chain.seen().erased());
        chain.seen().first().ifPresent(at -> object.put("first", at.toString()));
        chain.seen().last().ifPresent(at -> object.put("last", at.toString()));
        object.put("ended", chain.seen().ended());
        object.put("sequence", chain.head().sequence());
        object.put("hash", chain.head().hash());
        object.put("ok", chain.fault().isEmpty());
        return object;
    }

    private static Map<String, Object> object(Fault fault) {
        var object = new LinkedHashMap<String, Object>();
        object.put("chain", fault.chain().toString());
        object.put("sequence", fault.sequence());
        object.put("what", fault.what());
        return object;
    }
}
