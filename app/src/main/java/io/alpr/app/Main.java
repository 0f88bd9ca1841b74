package io.alpr.app;

import io.alpr.app.command.AlprCommand;

/** Where the {@code alpr} command starts. */
public final class Main {
    private Main() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] arguments) {
        System.exit(AlprCommand.run(System.out, System.err, arguments));
    }
}
