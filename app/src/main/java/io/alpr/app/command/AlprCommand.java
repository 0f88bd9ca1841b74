package io.alpr.app.command;

import io.alpr.archive.DatabaseUnavailable;
import io.alpr.archive.ObjectStoreFault;
import io.alpr.service.ConfigFault;
import io.alpr.service.StartFailure;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code alpr} command with all its subcommands. */
@Command(
        name = "alpr",
        header = "Licence-plate recognition: cameras in, a searchable log of plates out.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        version = "alpr 0.1.0",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:all went well",
            " 1:it ran and the answer is no: plates missed, a file unreadable, a check failed",
            " 2:wrong arguments",
            " 3:it could not start: configuration, a taken port, something missing here"
        },
        footer = {
            "%nExamples:",
            "  ./alpr demo                            see it work on a rendered video",
            "  ./alpr up --config alpr.yaml           run with your cameras",
            "  ./alpr camera check rtsp://...         what to change about a camera",
            "  ./alpr recognize photo.jpg --json      read plates from pictures",
            "  ./alpr test                            run the test suite (a command of the script, from sources)",
            "",
            "Each command has its own --help."
        },
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            RecognizeCommand.class,
            EvaluateCommand.class,
            BenchCommand.class,
            ServiceCommands.PilotCommand.class,
            ServiceCommands.RecorderCommand.class,
            ServiceCommands.QueryCommand.class,
            CameraCommand.class,
            UserCommand.class,
            KeyCommand.class,
            DlqCommand.class,
            ArchiveCommand.class,
            AuditCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            PortsCommand.class,
            MetricsCommand.class,
            SecretsCommand.class,
            DoctorCommand.class
        })
public final class AlprCommand {
    private AlprCommand() {}

    /**
     * Runs the command line.
     *
     * @return the exit code, see {@link ExitCodes}
     */
    public static int run(PrintStream out, PrintStream err, String... arguments) {
        var line = commandLine();
        line.setOut(writer(out)).setErr(writer(err));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((failure, command, _) -> failed(failure, command));
        return arguments.length == 0 ? usage(line) : line.execute(arguments);
    }

    /** Every command with its {@code --help}. */
    static CommandLine commandLine() {
        var line = new CommandLine(new AlprCommand());
        helpful(line);
        return line;
    }

    /** Gives every command below this one its {@code --help}. */
    private static void helpful(CommandLine line) {
        for (var subcommand : line.getSubcommands().values()) {
            subcommand.getCommandSpec().mixinStandardHelpOptions(true);
            helpful(subcommand);
        }
    }

    private static int usage(CommandLine line) {
        line.usage(line.getErr());
        return ExitCodes.USAGE;
    }

    private static int failed(Exception failure, CommandLine command) {
        var log = LoggerFactory.getLogger(AlprCommand.class);
        if (failure instanceof NullPointerException || failure instanceof IllegalStateException) {
            log.error("a fault of ours, please report it", failure);
        } else {
            log.debug("command failed", failure);
        }
        command.getErr().println("alpr: " + firstLine(failure));
        command.getErr().flush();
        return switch (failure) {
            case ConfigFault _, StartFailure _ -> ExitCodes.CANNOT_START;
            case DatabaseUnavailable _, ObjectStoreFault.Unavailable _ -> ExitCodes.CANNOT_START;
            default -> ExitCodes.NO;
        };
    }

    private static String firstLine(Exception failure) {
        var message = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        return message.isBlank() || message.equals("null")
                ? failure.getClass().getSimpleName()
                : message;
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }
}
