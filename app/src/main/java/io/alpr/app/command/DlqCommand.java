package io.alpr.app.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alpr.recorder.DeadLetterBox;
import io.alpr.recorder.KeptLetter;
import io.alpr.recorder.RecorderSettings;
import io.alpr.service.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the recorder has put aside. */
@Command(
        name = "dlq",
        mixinStandardHelpOptions = true,
        header = "Works on the records that the recorder could not store and has put aside.",
        description =
                "%nThey lie raw on the topic alpr.dlq for thirty days. A letter that is sent back or dropped is listed no more.",
        subcommands = {
            DlqCommand.ListCommand.class,
            DlqCommand.ShowCommand.class,
            DlqCommand.ReplayCommand.class,
            DlqCommand.DropCommand.class
        },
        footer = {
            "%nExamples:",
            "  ./alpr dlq list",
            "  ./alpr dlq show 0-17 --out record.bin",
            "  ./alpr dlq replay --all --reason unknown_schema",
            "  ./alpr dlq drop 0-17 0-18"
        })
final class DlqCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCodes.USAGE;
    }

    private static DeadLetterBox box(ConfigOption config) {
        var servers = config.read().kafka().bootstrapServers();
        return new DeadLetterBox(
                new RecorderSettings.Kafka(servers, RecorderSettings.Kafka.GROUP, 1));
    }

    /** The letters that are still there. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            header = "Lists the letters, oldest first.",
            footer = {"%nExamples:", "  ./alpr dlq list --json | jq -r .id"})
    static final class ListCommand implements Callable<Integer> {
        @Spec private CommandSpec spec = CommandSpec.create();
        @Mixin private ConfigOption config = new ConfigOption();

        @Option(names = "--reason", paramLabel = "REASON", description = "Only for this reason.")
        private String reason = "";

        @Option(
                names = "--json",
                description =
                        "Print an object a line: {id, time, reason, message, topic, partition, offset, key, bytes, headers}.")
        private boolean json;

        @Override
        public Integer call() throws JsonProcessingException {
            try (var box = box(config)) {
                var letters = ofReason(box.list(), reason);
                var out = spec.commandLine().getOut();
                if (json) {
                    for (var letter : letters) {
                        out.println(new ObjectMapper().writeValueAsString(object(letter)));
                    }
                } else {
                    table(letters);
                }
                out.flush();
            }
            return ExitCodes.OK;
        }

        private void table(List<KeptLetter> letters) {
            if (letters.isEmpty()) {
                spec.commandLine().getErr().println("alpr: no letters");
                return;
            }
            var form = "%-8s %-24s %-20s %-20s %8s  %s%n";
            var out = spec.commandLine().getOut();
            out.printf(form, "ID", "TIME", "REASON", "TOPIC", "BYTES", "MESSAGE");
            for (var letter : letters) {
                out.printf(
                        form,
                        letter.id(),
                        letter.time(),
                        letter.reason(),
                        letter.origin().topic(),
                        letter.bytes(),
                        printable(letter.message()));
            }
        }
    }

    /** One letter. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            header = "Shows one letter: its headers and the beginning of its bytes.",
            footer = {"%nExamples:", "  ./alpr dlq show 0-17 --out record.bin"})
    static final class ShowCommand implements Callable<Integer> {
        private static final int SHOWN = 256;

        @Spec private CommandSpec spec = CommandSpec.create();
        @Mixin private ConfigOption config = new ConfigOption();

        @Parameters(paramLabel = "ID", description = "As listed.")
        private String id = "";

        @Option(
                names = "--out",
                paramLabel = "FILE",
                description = "Write the record's value there, as it came.")
        private @Nullable Path file;

        @Override
        public Integer call() throws IOException {
            try (var box = box(config)) {
                var letter = chosen(box.list(), List.of(id), spec).getFirst();
                var value =
                        box.value(letter.id())
                                .orElseThrow(() -> new StartFailure("letter " + id + " is gone"));
                var out = spec.commandLine().getOut();
                new TreeMap<>(object(letter))
                        .forEach(
                                (name, text) ->
                                        out.printf("%-10s %s%n", name, printable("" + text)));
                out.print(HexDump.of(value, SHOWN));
                out.flush();
                if (file != null) {
                    Files.write(file, value);
                }
            }
            return ExitCodes.OK;
        }
    }

    /** Which letters. */
    static final class Choice {
        @Parameters(paramLabel = "ID", arity = "0..*", description = "As listed.")
        private List<String> ids = List.of();

        @Option(names = "--all", description = "All of them, or all for the reason given.")
        private boolean all;

        @Option(
                names = "--reason",
                paramLabel = "REASON",
                description = "With --all: only for this reason.")
        private String reason = "";

        List<KeptLetter> of(List<KeptLetter> letters, CommandSpec spec) {
            if (all == !ids.isEmpty()) {
                throw new ParameterException(
                        spec.commandLine(), "name letters by their id, or say --all");
            }
            return all ? ofReason(letters, reason) : chosen(letters, ids, spec);
        }
    }

    /** Back to where they came from. */
    @Command(
            name = "replay",
            mixinStandardHelpOptions = true,
            header =
                    "Sends letters back to the topic they came from, for the recorder to try again.",
            footer = {
                "%nWhat fails again comes back as a new letter; what is stored already changes nothing.",
                "%nExamples:",
                "  ./alpr dlq replay 0-17",
                "  ./alpr dlq replay --all --reason unknown_schema"
            })
    static final class ReplayCommand implements Callable<Integer> {
        @Spec private CommandSpec spec = CommandSpec.create();
        @Mixin private ConfigOption config = new ConfigOption();
        @Mixin private Choice choice = new Choice();

        @Override
        public Integer call() {
            try (var box = box(config)) {
                var letters = choice.of(box.list(), spec);
                letters.forEach(box::replay);
                spec.commandLine().getOut().println("sent back: " + letters.size());
            }
            return ExitCodes.OK;
        }
    }

    /** Away. */
    @Command(
            name = "drop",
            mixinStandardHelpOptions = true,
            header = "Gives letters up: they are listed no more, and go with the topic's age.",
            footer = {
                "%nExamples:",
                "  ./alpr dlq drop 0-17 0-18",
                "  ./alpr dlq drop --all --reason bad_magic"
            })
    static final class DropCommand implements Callable<Integer> {
        @Spec private CommandSpec spec = CommandSpec.create();
        @Mixin private ConfigOption config = new ConfigOption();
        @Mixin private Choice choice = new Choice();

        @Override
        public Integer call() {
            try (var box = box(config)) {
                var letters = choice.of(box.list(), spec);
                box.drop(letters);
                spec.commandLine().getOut().println("dropped: " + letters.size());
            }
            return ExitCodes.OK;
        }
    }

    private static List<KeptLetter> ofReason(List<KeptLetter> letters, String reason) {
        return letters.stream()
                .filter(letter -> reason.isEmpty() || letter.reason().equals(reason))
                .toList();
    }

    private static List<KeptLetter> chosen(
            List<KeptLetter> letters, List<String> ids, CommandSpec spec) {
        var byId =
                letters.stream()
                        .collect(Collectors.toMap(letter -> letter.id().toString(), l -> l));
        for (var id : ids) {
            if (!byId.containsKey(id)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "there is no letter '%s'; ./alpr dlq list shows those there are"
                                .formatted(printable(id)));
            }
        }
        return ids.stream().distinct().map(byId::get).toList();
    }

    private static Map<String, Object> object(KeptLetter letter) {
        var object = new LinkedHashMap<String, Object>();
        object.put("id", letter.id().toString());
        object.put("time", letter.time().toString());
        object.put("reason", letter.reason());
        object.put("message", letter.message());
        object.put("topic", letter.origin().topic());
        object.put("partition", letter.origin().partition());
        object.put("offset", letter.origin().offset());
        object.put("key", letter.key());
        object.put("bytes", letter.bytes());
        object.put("headers", new TreeMap<>(letter.headers()));
        return object;
    }

    /** What a stranger wrote must not move the cursor or colour the terminal. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
