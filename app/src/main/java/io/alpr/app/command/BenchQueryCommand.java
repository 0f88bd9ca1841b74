package io.alpr.app.command;

import io.alpr.app.bench.QueryBench;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The Query API. */
@Command(
        name = "query",
        mixinStandardHelpOptions = true,
        header = "The Query API over a full archive, against the same SQL by pgbench.",
        description = {
            "%nFills a PostgreSQL of its own in the folder and deletes it afterwards; ten million rows take some 9 GB",
            "and 15 minutes. Needs pgbench (Debian: apt-get install postgresql)."
        },
        footer = {
            "%nExamples:",
            "  ./alpr bench query",
            "  ./alpr bench query --rows 10000000 --json",
            "%nExit code 0 if recent, by id and by plate reach 0.4 of what pgbench gets, 1 if not."
        })
final class BenchQueryCommand implements Callable<Integer> {
    private static final double RATIO_MIN = 0.4;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--rows",
            paramLabel = "N",
            description = "Rows in the archive; default: ${DEFAULT-VALUE}.")
    private int rows = 1_000_000;

    @Option(
            names = "--days",
            paramLabel = "N",
            description = "Days over which they lie; default: ${DEFAULT-VALUE}.")
    private int days = 90;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "Seconds of each measurement; default: ${DEFAULT-VALUE}.")
    private int seconds = 10;

    @Option(
            names = "--connections",
            paramLabel = "N",
            description = "Connections at once; default: ${DEFAULT-VALUE}.")
    private int connections = 16;

    @Option(
            names = "--keep",
            description = "Keep the filled archive in the folder, and use it again.")
    private boolean keep;

    @Option(
            names = "--only",
            paramLabel = "NAME",
            description = "Ask only questions whose name begins so, e.g. fuzzy.")
    private String only = "";

    @Mixin private BenchOptions options = new BenchOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        var line = new ProgressLine(spec.commandLine().getErr());
        var plan = new QueryBench.Plan(rows, days, seconds, connections, keep, only);
        var report = new QueryBench(plan, line::say).measure(options.folder());
        line.end();
        return options.answer(report, RATIO_MIN, spec.commandLine().getOut());
    }
}
