package io.alpr.app.command;

import io.alpr.app.bench.ArchiveBench;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A full archive. */
@Command(
        name = "archive",
        mixinStandardHelpOptions = true,
        header = "Storing into a full archive, against an empty one; and letting a day go.",
        description = {
            "%nStarts a PostgreSQL of its own in the folder and deletes it afterwards. Ten million rows take some 9 GB meanwhile."
        },
        footer = {
            "%nExamples:",
            "  ./alpr bench archive",
            "  ./alpr bench archive --rows 300000 --days 3 --timed 50000 --json",
            "%nExit code 0 if the full table is at least half as quick as the empty one, 1 if not."
        })
final class BenchArchiveCommand implements Callable<Integer> {
    private static final double RATIO_MIN = 0.5;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--rows",
            paramLabel = "N",
            description = "Rows in all; default: ${DEFAULT-VALUE}.")
    private int rows = 10_000_000;

    @Option(
            names = "--days",
            paramLabel = "N",
            description = "Days over which they lie; default: ${DEFAULT-VALUE}.")
    private int days = 90;

    @Option(
            names = "--timed",
            paramLabel = "N",
            description = "Rows at each end that are timed; default: ${DEFAULT-VALUE}.")
    private int timed = 100_000;

    @Mixin private BenchOptions options = new BenchOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        var line = new ProgressLine(spec.commandLine().getErr());
        var plan = new ArchiveBench.Plan(rows, days, timed);
        var report = new ArchiveBench(plan, line::say).measure(options.folder());
        line.end();
        return options.answer(report, RATIO_MIN, spec.commandLine().getOut());
    }
}
