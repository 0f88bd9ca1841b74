package io.alpr.app.command;

import io.alpr.app.stack.ComposeSecrets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the passwords of the compose stack. */
@Command(
        name = "secrets",
        header = "Makes the passwords and keys of the compose stack, each of them new.",
        description = {
            "%nWrites a file that only its owner can read (0600). What stands in it already is kept, so that a second"
                    + " run changes nothing: data that was made with a password is lost with it.",
            "`./alpr up` needs none of it: its secrets lie in its data folder."
        },
        footer = {
            "%nExamples:",
            "  ./alpr secrets                       into deploy/compose/.env",
            "  ./alpr secrets /etc/alpr/compose.env"
        })
final class SecretsCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            defaultValue = "deploy/compose/.env",
            description = "The file; default: ${DEFAULT-VALUE}.")
    private Path file = Path.of("deploy/compose/.env");

    @Override
    public Integer call() throws IOException {
        var out = spec.commandLine().getOut();
        var made = ComposeSecrets.complete(file);
        out.println(
                made.isEmpty()
                        ? "%s has all of them already".formatted(file)
                        : "%s: made %s".formatted(file, String.join(", ", made)));
        out.flush();
        return ExitCodes.OK;
    }
}
