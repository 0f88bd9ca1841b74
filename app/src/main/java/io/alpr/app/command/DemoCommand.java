package io.alpr.app.command;

import io.alpr.app.demo.Demo;
import io.alpr.app.demo.SampleVideo;
import io.alpr.app.demo.Visitor;
import io.alpr.app.stack.Installation;
import io.alpr.app.stack.PortClaims;
import io.alpr.vision.synth.Scenes;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the whole way of a plate on a rendered video. */
@Command(
        name = "demo",
        header = "Shows everything at work on a rendered video with known plates.",
        description = {
            "%nStarts the whole system in a folder of its own, reads the video, prints every plate as it is read, and",
            "shows where to look. Ports that are taken are replaced by free ones.",
            "",
            "With --once it ends after the video: exit code 0 only if passes were published, all of them are in the",
            "archive, and at least 90 %% of the true plates were read right."
        },
        footer = {"%nExamples:", "  ./alpr demo", "  ./alpr demo --once"})
final class DemoCommand implements Callable<Integer> {
    @Mixin private ConfigOption config = new ConfigOption();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(names = "--once", description = "End after the video and judge the result.")
    private boolean once;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var out = spec.commandLine().getOut();
        var configuration = config.read();
        var data = configuration.data().resolve("demo");
        var bar = new ProgressBar(spec.commandLine().getErr(), 1_000);
        var sample =
                SampleVideo.in(
                        data.resolve("sample"),
                        Scenes.demo(),
                        (done, all) -> bar.step(1_000L * done / all, "rendering the sample video"));
        bar.end();
        var ports =
                PortClaims.movedWhereTaken(
                        configuration.ports(), configuration.zookeeper(), out::println);
        var installed = Demo.installed(configuration, data, ports, sample);
        try (var lifetime = new Lifetime();
                var installation = Installation.start(installed, out::println)) {
            var verdict = new Demo(installed, sample, out).play(installation);
            verdict.lines().forEach(out::println);
            out.flush();
            if (once) {
                return verdict.good() ? ExitCodes.OK : ExitCodes.NO;
            }
            UpCommand.announce(out, installed);
            out.println(
                    "  Log in as " + Visitor.NAME + ", password " + Visitor.password(installation));
            out.println();
            out.println("Ctrl-C ends it.");
            lifetime.await();
        }
        return ExitCodes.OK;
    }
}
