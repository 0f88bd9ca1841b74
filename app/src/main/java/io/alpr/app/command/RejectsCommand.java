package io.alpr.app.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alpr.app.rejects.RejectSheet;
import io.alpr.pilot.reject.KeptReject;
import io.alpr.service.DurationText;
import io.alpr.service.StartFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Lists what this machine's pilot could not read. */
@Command(
        name = "rejects",
        header = "Shows the plates that the pilot of this machine could not read, newest first.",
        description =
                "%nThe pilot keeps small pictures of them in the folder rejects (rejects: in alpr.yaml says where and how many)."
                        + " It may be running meanwhile.",
        footer = {
            "%nReasons: too_small, no_text, grammar, uncertain, truncated, no_agreement.",
            "%nExamples:",
            "  ./alpr pilot rejects --since 1h",
            "  ./alpr pilot rejects --camera gate --reason uncertain --sheet gate.png",
            "  ./alpr pilot rejects --json | jq -r .file"
        })
final class RejectsCommand implements Callable<Integer> {
    @ParentCommand private ServiceCommands.@Nullable PilotCommand pilot;

    @Mixin private ConfigOption config = new ConfigOption();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(names = "--camera", paramLabel = "ID", description = "Only of this camera.")
    private String camera = "";

    @Option(names = "--reason", paramLabel = "REASON", description = "Only for this reason.")
    private String reason = "";

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Only of frames of so long ago at most: 30m, 1h, 7d.")
    private @Nullable Duration since;

    @Option(
            names = "--json",
            description =
                    "Print an object a line: {time, camera, reason, text, score, box: [x, y, width, height], file}.")
    private boolean json;

    @Option(
            names = "--sheet",
            paramLabel = "FILE",
            description =
                    "Draw the newest " + RejectSheet.TILES_MAX + " of them side by side as a PNG.")
    private @Nullable Path sheet;

    /** Durations as they stand in {@code alpr.yaml}. */
    static final class DurationConverter implements ITypeConverter<Duration> {
        private static final Duration MOST = Duration.ofDays(100_000);

        @Override
        public Duration convert(String value) {
            return DurationText.parsed(value)
                    .filter(duration -> duration.compareTo(MOST) <= 0)
                    .orElseThrow(
                            () ->
                                    new TypeConversionException(
                                            "must be like 30m, 1h or 7d, got: '" + value + "'"));
        }
    }

    @Override
    public Integer call() throws JsonProcessingException {
        var configuration = pilot == null ? config.read() : config.orElse(pilot.config()).read();
        var folder = configuration.rejectsFolder().toAbsolutePath().normalize();
        var wanted = wanted(folder);
        var out = spec.commandLine().getOut();
        if (json) {
            printJson(out, wanted);
        } else if (!wanted.isEmpty()) {
            printTable(out, wanted);
        }
        out.flush();
        var err = spec.commandLine().getErr();
        if (wanted.isEmpty()) {
            err.println("alpr: no such refused reads in " + folder);
        } else if (sheet != null) {
            draw(sheet, wanted, err);
        }
        err.flush();
        return ExitCodes.OK;
    }

    private List<KeptReject> wanted(Path folder) {
        var from = since == null ? Instant.MIN : Instant.now().minus(since);
        try {
            return KeptReject.in(folder).stream()
                    .filter(reject -> camera.isEmpty() || reject.camera().equals(camera))
                    .filter(reject -> reason.isEmpty() || reject.reason().equalsIgnoreCase(reason))
                    .filter(reject -> !reject.time().isBefore(from))
                    .toList();
        } catch (IOException e) {
            throw new StartFailure("the folder " + folder + " cannot be read: " + e, e);
        }
    }

    private static void printJson(PrintWriter out, List<KeptReject> rejects)
            throws JsonProcessingException {
        var mapper = new ObjectMapper();
        for (var reject : rejects) {
            var box = reject.box();
            var object = new LinkedHashMap<String, Object>();
            object.put("time", reject.time().toString());
            object.put("camera", reject.camera());
            object.put("reason", reject.reason());
            object.put("text", reject.text());
            object.put("score", reject.score());
            object.put("box", List.of(box.x(), box.y(), box.width(), box.height()));
            object.put("file", reject.picture().toString());
            out.println(mapper.writeValueAsString(object));
        }
    }

    private static void printTable(PrintWriter out, List<KeptReject> rejects) {
        var form = "%-24s %-16s %-13s %-10s %-6s %-10s %s%n";
        out.printf(form, "TIME", "CAMERA", "REASON", "READ", "SCORE", "PIXELS", "FILE");
        for (var reject : rejects) {
            boolean read = !reject.text().isEmpty();
            out.printf(
                    form,
                    reject.time(),
                    reject.camera(),
                    reject.reason(),
                    read ? reject.text() : "-",
                    read ? String.format(Locale.ROOT, "%.2f", reject.score()) : "-",
                    reject.box().width() + "x" + reject.box().height(),
                    reject.picture());
        }
    }

    private static void draw(Path file, List<KeptReject> rejects, PrintWriter err) {
        try {
            RejectSheet.write(file, rejects);
        } catch (IOException e) {
            throw new StartFailure("the sheet " + file + " cannot be written: " + e, e);
        }
        err.printf(
                "alpr: drew the newest %d of %d in %s%n",
                Math.min(RejectSheet.TILES_MAX, rejects.size()), rejects.size(), file);
    }
}
