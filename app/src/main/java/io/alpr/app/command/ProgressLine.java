package io.alpr.app.command;

import java.io.PrintWriter;

/** One line on a terminal that says what is being done; silent where nobody watches. */
final class ProgressLine {
    private final PrintWriter out;
    private final boolean watched = ProgressBar.onTerminal();

    ProgressLine(PrintWriter out) {
        this.out = out;
    }

    void say(String words) {
        if (watched) {
            out.printf("\r%-60.60s", words);
            out.flush();
        }
    }

    void end() {
        say("");
        if (watched) {
            out.print("\r");
            out.flush();
        }
    }
}
