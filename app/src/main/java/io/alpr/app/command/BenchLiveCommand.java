package io.alpr.app.command;

import io.alpr.app.bench.LiveBench;
import io.alpr.app.bench.LivePlan;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The live feed. */
@Command(
        name = "live",
        mixinStandardHelpOptions = true,
        header = "The live feed with many listeners: latency, memory, nothing missed.",
        description = {
            "%nStarts a PostgreSQL and a Query API of its own in the folder and deletes them afterwards, opens the connections, stores"
                    + " passes as a recorder does, and looks at what comes to each listener."
        },
        footer = {
            "%nExamples:",
            "  ./alpr bench live",
            "  ./alpr bench live --listeners 1000 --passes 5 --seconds 30 --json",
            "%nExit code 0 if every listener was told every pass once, 1 if not."
        })
final class BenchLiveCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--listeners",
            paramLabel = "N",
            description = "Connections at once; default: ${DEFAULT-VALUE}.")
    private int listeners = 500;

    @Option(
            names = "--passes",
            paramLabel = "N",
            description = "Passes a second; default: ${DEFAULT-VALUE}.")
    private double passesPerSecond = 10;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "Seconds over which they come; default: ${DEFAULT-VALUE}.")
    private int seconds = 60;

    @Mixin private BenchOptions options = new BenchOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        var line = new ProgressLine(spec.commandLine().getErr());
        var plan = new LivePlan(listeners, passesPerSecond, seconds);
        var report = new LiveBench(plan, line::say).measure(options.folder());
        line.end();
        return options.answer(report, 1, spec.commandLine().getOut());
    }
}
