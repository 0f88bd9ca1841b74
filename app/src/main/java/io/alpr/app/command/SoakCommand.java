package io.alpr.app.command;

import io.alpr.app.bench.SoakBench;
import io.alpr.service.Niceness;
import io.alpr.vision.Engines;
import io.alpr.vision.Purpose;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Many cameras for a long time. */
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        header = "Many cameras at once: what this machine can take, and whether memory grows.",
        description = {
            "%nWatches the cameras named, or as many drawn ones of 1280x720 at ten frames a second, and writes no event anywhere.",
            "A pilot of its own does it: stop a running one first, or both share the processors."
        },
        footer = {
            "%nExamples:",
            "  ./alpr bench soak --cameras 8 --minutes 10",
            "  ./alpr bench soak --minutes 30 rtsp://user:password@10.0.0.7/live rtsp://10.0.0.8/live",
            "%nExit code 0 if nine of ten frames due were looked at and, for drawn cameras, 95 of 100 passes were read right; 1 if not."
        })
final class SoakCommand implements Callable<Integer> {
    private static final double RATIO_MIN = 0.9;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--cameras",
            paramLabel = "N",
            description = "How many drawn cameras, 1 to 64; default: ${DEFAULT-VALUE}.")
    private int cameras = 8;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description = "How long, 1 or more; default: ${DEFAULT-VALUE}.")
    private int minutes = 10;

    @Option(
            names = "--fps",
            paramLabel = "N",
            description = "Frames a second of each that are looked at; default: ${DEFAULT-VALUE}.")
    private double framesPerSecond = 10;

    @Option(
            names = "--street",
            description =
                    "The addresses play the drawn street over and over, each from its beginning: count the passes.")
    private boolean street;

    @Mixin private BenchOptions options = new BenchOptions();

    @Parameters(
            paramLabel = "ADDRESS",
            arity = "0..64",
            description = "Cameras as in alpr.yaml; none for drawn ones.")
    private List<String> addresses = List.of();

    @Override
    public Integer call() throws IOException, InterruptedException {
        var line = new ProgressLine(spec.commandLine().getErr());
        int threads = Runtime.getRuntime().availableProcessors();
        try (var engine =
                Niceness.givingWay(
                        "engine", () -> Engines.builtIn(Purpose.VIDEO, threads).warmedUp())) {
            var bench = new SoakBench(engine, line::say);
            boolean drawn = addresses.isEmpty();
            var watched =
                    drawn
                            ? Collections.nCopies(
                                    cameras, bench.street(options.folder()).toString())
                            : addresses;
            var report =
                    bench.watch(
                            new SoakBench.Plan(watched, drawn || street, minutes, framesPerSecond));
            line.end();
            return options.answer(report, RATIO_MIN, spec.commandLine().getOut());
        }
    }
}
