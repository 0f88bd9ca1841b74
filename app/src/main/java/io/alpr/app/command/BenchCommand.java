package io.alpr.app.command;

import io.alpr.app.bench.PassBench;
import io.alpr.app.bench.PassReport;
import io.alpr.app.bench.PilotBench;
import io.alpr.app.bench.PilotReport;
import io.alpr.vision.Engines;
import io.alpr.vision.Purpose;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Our own measurements, each a ratio to a limit of the same run. */
@Command(
        name = "bench",
        header = "Measures how fast this machine does it, as a ratio to a limit.",
        subcommands = {
            BenchCommand.PilotCommand.class,
            BenchCommand.PassesCommand.class,
            BenchSizesCommand.class,
            SoakCommand.class,
            BenchRecorderCommand.class,
            BenchFaultsCommand.class,
            BenchArchiveCommand.class,
            BenchQueryCommand.class,
            BenchLiveCommand.class
        },
        footer = {
            "%nExamples:",
            "  ./alpr bench pilot",
            "  ./alpr bench recorder",
            "  ./alpr bench faults --minutes 8"
        })
final class BenchCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCodes.USAGE;
    }

    /** The pilot over files. */
    @Command(
            name = "pilot",
            mixinStandardHelpOptions = true,
            header = "The whole pilot over a file, against FFmpeg's decoding alone.",
            description = {
                "%nDraws a street of 1920x1080 at 30 frames a second once (libx264, medium, 8 Mbit/s) and reads it as fast as it goes:"
                        + " decoding, ten detections a second of video, tracking, reading, consensus, JPEG, outbox.",
                "A speed counts only if 95 of 100 passes were read right, once."
            },
            footer = {
                "%nExamples:",
                "  ./alpr bench pilot",
                "  ./alpr bench pilot --quick --json",
                "  ./alpr bench pilot --pictures my-plates     and a pan over labelled photographs",
                "%nExit code 0 if half the speed of decoding is reached, 1 if not."
            })
    static final class PilotCommand implements Callable<Integer> {
        private static final int ROUNDS = 3;
        private static final int PICTURES = 40;
        private static final double RATIO_MIN = 0.5;

        @Spec private CommandSpec spec = CommandSpec.create();

        @Option(names = "--quick", description = "One round over a few seconds of video.")
        private boolean quick;

        @Mixin private BenchOptions options = new BenchOptions();

        @Option(
                names = "--pictures",
                paramLabel = "DIR",
                description = "A labelled set to pan over as well, as for evaluate.")
        private @Nullable Path pictures;

        @Option(
                names = "--threads",
                paramLabel = "N",
                description = "Threads of the models; default: ${DEFAULT-VALUE}.")
        private int threads = 1;

        @Override
        public Integer call() throws IOException, InterruptedException {
            var line = new ProgressLine(spec.commandLine().getErr());
            try (var engine = Engines.builtIn(Purpose.VIDEO, threads)) {
                var bench = new PilotBench(engine, quick ? 1 : ROUNDS, line::say);
                var report =
                        PilotReport.of(
                                bench,
                                options.folder(),
                                quick,
                                Optional.ofNullable(pictures),
                                PICTURES);
                line.end();
                return options.answer(report, RATIO_MIN, spec.commandLine().getOut());
            }
        }
    }

    /** Passes whose single frames are hard to read. */
    @Command(
            name = "passes",
            mixinStandardHelpOptions = true,
            header = "Passes read right where single frames are not: blurred, dark, coarse.",
            description =
                    "%nDraws streets as bad cameras see them, reads single frames in their true boxes, then the videos as the pilot does.",
            footer = {
                "%nExamples:",
                "  ./alpr bench passes",
                "  ./alpr bench passes --pictures my-plates --json",
                "%nExit code 0 if 95 of 100 passes were read right, once; 1 if not."
            })
    static final class PassesCommand implements Callable<Integer> {
        private static final double RATIO_MIN = 0.95;

        @Spec private CommandSpec spec = CommandSpec.create();

        @Mixin private BenchOptions options = new BenchOptions();

        @Option(
                names = "--pictures",
                paramLabel = "DIR",
                description = "A labelled set to pan over as well, as for evaluate.")
        private @Nullable Path pictures;

        @Option(
                names = "--fps",
                paramLabel = "N",
                description = "Frames a second that are looked at; default: ${DEFAULT-VALUE}.")
        private double framesPerSecond = 10;

        @Override
        public Integer call() throws IOException, InterruptedException {
            var line = new ProgressLine(spec.commandLine().getErr());
            int threads = Runtime.getRuntime().availableProcessors();
            try (var engine = Engines.builtIn(Purpose.VIDEO, threads)) {
                var bench = new PassBench(engine, framesPerSecond, line::say);
                var report = PassReport.of(bench, options.folder(), Optional.ofNullable(pictures));
                line.end();
                return options.answer(report, RATIO_MIN, spec.commandLine().getOut());
            }
        }
    }
}
