package io.alpr.app.command;

import io.alpr.app.metric.MetricCatalogue;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the catalogue of metrics. */
@Command(
        name = "metrics",
        header = "Lists what the services measure: names for Prometheus, and what each tells.",
        footer = {
            "%nExamples:",
            "  ./alpr metrics | grep outbox",
            "  curl http://localhost:8001/metrics      the figures themselves"
        })
final class MetricsCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(names = "--markdown", description = "Print the page of the documentation.")
    private boolean markdown;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        out.println(markdown ? MetricCatalogue.markdown().stripTrailing() : MetricCatalogue.text());
        out.flush();
        return ExitCodes.OK;
    }
}
