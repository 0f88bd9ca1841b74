package io.alpr.app.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alpr.app.bench.BenchReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What every measurement takes, and how it answers. */
final class BenchOptions {
    @Option(names = "--json", description = "Print one object.")
    private boolean json;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "Where videos and data are kept; default: ${DEFAULT-VALUE}.")
    private Path folder = Path.of(".alpr/bench");

    Path folder() {
        return folder;
    }

    /** Prints the report and gives the exit code. */
    int answer(BenchReport report, double ratioMin, PrintWriter out)
            throws JsonProcessingException {
        out.println(json ? new ObjectMapper().writeValueAsString(report.json()) : report.text());
        return report.ratio() >= ratioMin ? ExitCodes.OK : ExitCodes.NO;
    }
}
