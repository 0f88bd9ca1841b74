package io.alpr.app.command;

import io.alpr.app.check.CameraCheck;
import io.alpr.app.check.Finding;
import io.alpr.app.check.Mark;
import io.alpr.pilot.source.SourceAddress;
import io.alpr.pilot.source.SourceFailure;
import io.alpr.vision.Purpose;
import io.alpr.vision.image.Pictures;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What can be done with a single camera. */
@Command(
        name = "camera",
        header = "Looks at a single camera: see ./alpr camera check --help.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = CameraCommand.Check.class,
        footer = {"%nExamples:", "  ./alpr camera check rtsp://10.0.0.20/stream1"})
final class CameraCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCodes.USAGE;
    }

    /** Looks at a camera and says what to change. */
    @Command(
            name = "check",
            header = "Looks at a camera or file for some seconds and says what to change.",
            description = {
                "%nMeasures the stream (size, frame rate, gaps, clock), the exposure and the plates in view (size, shape,",
                "sharpness, glare, reads), marks each with ok, mind or bad, and gives advice in plain words.",
                "Passwords are never shown."
            },
            mixinStandardHelpOptions = true,
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {
                " 0:nothing is bad",
                " 1:something is bad: plates will be missed",
                " 2:the address is wrong, or nothing can be seen there"
            },
            footer = {
                "%nExamples:",
                "  ./alpr camera check rtsp://user:password@192.0.2.10/stream1",
                "  ./alpr camera check rtsp://192.0.2.10/stream1 --seconds 60 --picture seen.png",
                "  ./alpr camera check recording.mp4 --json"
            })
    static final class Check implements Callable<Integer> {
        private static final int SECONDS_MAX = 3600;

        @Spec private CommandSpec spec = CommandSpec.create();

        @Mixin private EngineOption engine = new EngineOption();

        @Parameters(paramLabel = "URL", description = "Address of a camera, or path of a video.")
        private String url = "";

        @Option(
                names = "--seconds",
                paramLabel = "N",
                defaultValue = "10",
                description = "How long to look, 1 to 3600; default: ${DEFAULT-VALUE}.")
        private int seconds;

        @Option(names = "--json", description = "One line of JSON instead of the table.")
        private boolean json;

        @Option(
                names = "--picture",
                paramLabel = "FILE.png",
                description = "Write the best frame with the plates drawn.")
        private @Nullable Path picture;

        @Override
        public Integer call() throws IOException {
            if (seconds < 1 || seconds > SECONDS_MAX) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(),
                        "--seconds must be 1 to %d, got: %d".formatted(SECONDS_MAX, seconds));
            }
            CameraCheck check;
            try (var opened = engine.open(Purpose.VIDEO)) {
                var address = new SourceAddress(url);
                check = CameraCheck.of(address, opened, Duration.ofSeconds(seconds));
            } catch (SourceFailure | IllegalArgumentException e) {
                spec.commandLine().getErr().println("alpr: " + e.getMessage());
                return ExitCodes.USAGE;
            }
            print(check, spec.commandLine().getOut());
            if (picture != null) {
                write(check, picture);
            }
            return check.verdict() == Mark.BAD ? ExitCodes.NO : ExitCodes.OK;
        }

        private void print(CameraCheck check, PrintWriter out) {
            if (json) {
                out.println(check.json());
            } else {
                out.println(check.source());
                check.findings().forEach(finding -> print(finding, out));
                out.printf("%s%n", check.verdict());
            }
            out.flush();
        }

        private static void print(Finding finding, PrintWriter out) {
            var name = finding.name().replace('_', ' ');
            out.printf("  %-4s  %-11s  %s%n", finding.mark(), name, finding.finding());
            if (!finding.advice().isEmpty()) {
                out.printf("  %-4s  %-11s  -> %s%n", "", "", finding.advice());
            }
        }

        private static void write(CameraCheck check, Path file) throws IOException {
            if (check.picture().isPresent()) {
                ImageIO.write(Pictures.toImage(check.picture().get()), "png", file.toFile());
            }
        }
    }
}
