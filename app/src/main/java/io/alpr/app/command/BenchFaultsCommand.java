package io.alpr.app.command;

import io.alpr.app.faults.FaultBench;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Everything dies, nothing is lost. */
@Command(
        name = "faults",
        mixinStandardHelpOptions = true,
        header =
                "Recorders, database, object store and broker die while events come; nothing may be lost.",
        description = {
            "%nStarts servers of its own in the folder, and deletes what they wrote. Sends passes with revisions, copies,"
                    + " pictures on 2 %% of them and 1 %% of poison, stops and kills the servers and two recorders at random,"
                    + " and counts what is there afterwards."
        },
        footer = {
            "%nExamples:",
            "  ./alpr bench faults",
            "  ./alpr bench faults --minutes 60 --passes 1000000 --seed 7",
            "%nExit code 0 if every pass is there once at its highest revision, every picture, and all poison put aside;"
                    + " 1 if not."
        })
final class BenchFaultsCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--passes",
            paramLabel = "N",
            description = "Passes to send; default: ${DEFAULT-VALUE}.")
    private int passes = 100_000;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description = "How long to send them; default: ${DEFAULT-VALUE}.")
    private int minutes = 10;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of events and faults; default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Mixin private BenchOptions options = new BenchOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        var line = new ProgressLine(spec.commandLine().getErr());
        var plan = new FaultBench.Plan(passes, Duration.ofMinutes(minutes), seed);
        var report = new FaultBench(plan, line::say).run(options.folder());
        line.end();
        return options.answer(report, 1, spec.commandLine().getOut());
    }
}
