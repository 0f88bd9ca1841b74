package io.alpr.app;

import io.alpr.app.command.AlprCommand;
import io.alpr.app.command.ExitCodes;
import java.util.Set;

/** Where the {@code alpr} command starts. */
public final class Main {
    private static final Set<String> SERVICES = Set.of("up", "pilot", "recorder", "query");

    private Main() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] arguments) {
        quietUnlessAService(arguments);
        try {
            System.exit(AlprCommand.run(System.out, System.err, arguments));
        } catch (Error broken) {
            // What has started already would go on without the rest, and look alive.
            broken.printStackTrace();
            System.exit(ExitCodes.CANNOT_START);
        }
    }

    /** A tool's answer should not drown in the log; a service's log is what its operator reads. */
    private static void quietUnlessAService(String[] arguments) {
        boolean service = arguments.length > 0 && SERVICES.contains(arguments[0]);
        if (!service && System.getenv("ALPR_LOG_LEVEL") == null) {
            System.setProperty(
                    "ALPR_LOG_LEVEL",
                    arguments.length > 0 && arguments[0].equals("demo") ? "WARN" : "OFF");
        }
    }
}
