package io.alpr.app.command;

import io.alpr.app.config.AlprConfig;
import io.alpr.app.config.ConfigFiles;
import io.alpr.app.stack.Installation;
import io.alpr.app.stack.PortClaims;
import io.alpr.pilot.camera.PassListener;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs everything on this machine until it is told to stop. */
@Command(
        name = "up",
        header = "Runs everything on this machine with your cameras, until Ctrl-C.",
        description = {
            "%nStarts PostgreSQL, Kafka, a schema registry and an object store without Docker, and the pilot,",
            "the recorder and the Query API on them. All data is in one folder (data: in alpr.yaml)."
        },
        footer = {
            "%nExamples:",
            "  ./alpr up",
            "  ./alpr up --config alpr.yaml",
            "  ./alpr up --zookeeper",
            "  ./alpr up --print-defaults > alpr.yaml"
        })
final class UpCommand implements Callable<Integer> {
    @Mixin private ConfigOption config = new ConfigOption();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(names = "--zookeeper", description = "Coordinate Kafka (3.9) by a real ZooKeeper.")
    private boolean zookeeper;

    @Option(
            names = "--print-defaults",
            description = "Print alpr.yaml with every key and its default, and end.")
    private boolean printDefaults;

    @Override
    public Integer call() throws InterruptedException {
        var out = spec.commandLine().getOut();
        if (printDefaults) {
            out.print(ConfigFiles.defaults());
            out.flush();
            return ExitCodes.OK;
        }
        var read = config.read();
        var configuration = read.with(read.zookeeper() || zookeeper);
        PortClaims.demandFree(configuration.ports(), configuration.zookeeper());
        try (var lifetime = new Lifetime();
                var installation = Installation.start(configuration, out::println)) {
            var pilot = installation.watch(PassListener.NONE);
            announce(out, configuration);
            if (configuration.cameras().isEmpty()) {
                out.println(
                        "No camera is configured; name some under cameras: in alpr.yaml (--print-defaults shows how).");
            }
            out.flush();
            try (var _ = config.watch(read, pilot)) {
                lifetime.await();
            }
            out.println("Stopping");
        }
        return ExitCodes.OK;
    }

    static void announce(PrintWriter out, AlprConfig configuration) {
        int query = configuration.ports().services().query();
        out.println();
        out.println("  Web page  http://localhost:" + query + "/");
        out.println("  API       http://localhost:" + query + "/docs");
        out.println(
                "  Metrics   http://localhost:"
                        + query
                        + "/metrics, "
                        + configuration.ports().services().pilot()
                        + ", "
                        + configuration.ports().services().recorder());
        out.println();
        out.flush();
    }
}
