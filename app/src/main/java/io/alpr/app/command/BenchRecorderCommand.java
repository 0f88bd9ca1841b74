package io.alpr.app.command;

import io.alpr.app.bench.RecorderBench;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** From Kafka to the archive. */
@Command(
        name = "recorder",
        mixinStandardHelpOptions = true,
        header = "Events from Kafka into the archive, against COPY alone.",
        description = {
            "%nStarts a broker, a schema registry, PostgreSQL and S3 of its own in the folder, and deletes what they wrote.",
            "COPY writes the same rows in batches of the same size into the same table, in turns with one recorder and with two."
        },
        footer = {
            "%nExamples:",
            "  ./alpr bench recorder",
            "  ./alpr bench recorder --events 20000 --pictures 0 --json",
            "%nExit code 0 if one recorder reaches half the speed of COPY, 1 if not."
        })
final class BenchRecorderCommand implements Callable<Integer> {
    private static final double RATIO_MIN = 0.5;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--events",
            paramLabel = "N",
            description = "Events without a picture; default: ${DEFAULT-VALUE}.")
    private int events = 200_000;

    @Option(
            names = "--pictures",
            paramLabel = "N",
            description = "Events with a picture, 0 for none; default: ${DEFAULT-VALUE}.")
    private int pictures = 20_000;

    @Option(
            names = "--picture-bytes",
            paramLabel = "N",
            description = "Size of a picture; default: ${DEFAULT-VALUE}.")
    private int pictureBytes = 10_240;

    @Mixin private BenchOptions options = new BenchOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        var line = new ProgressLine(spec.commandLine().getErr());
        var plan = new RecorderBench.Plan(events, pictures, pictureBytes);
        var report = new RecorderBench(plan, line::say).measure(options.folder());
        line.end();
        return options.answer(report, RATIO_MIN, spec.commandLine().getOut());
    }
}
