package io.alpr.app.command;

import java.io.PrintWriter;

/**
 * One line on a terminal that grows as long work goes on; silent where nobody watches. For one
 * thread.
 */
final class ProgressBar {
    private static final int CELLS = 30;
    private static final long PAUSE_NS = 100_000_000;

    private final PrintWriter out;
    private final boolean watched;
    private final long total;
    private long shownAt;

    /**
     * @param out a terminal's writer
     * @param total steps of the work
     */
    ProgressBar(PrintWriter out, long total) {
        this.out = out;
        this.total = total;
        this.watched = total > 1 && onTerminal();
    }

    /** JDK 22 to 24 give a console always, JDK 25 only where there is a terminal. */
    @SuppressWarnings("SystemConsoleNull")
    static boolean onTerminal() {
        var console = System.console();
        return console != null && console.isTerminal();
    }

    void step(long done, String what) {
        long now = System.nanoTime();
        if (!watched || (now - shownAt < PAUSE_NS && done < total)) {
            return;
        }
        shownAt = now;
        int full = (int) (CELLS * done / total);
        out.printf(
                "\r%s%s %d of %d  %-40.40s",
                "#".repeat(full), ".".repeat(CELLS - full), done, total, what);
        out.flush();
    }

    void end() {
        if (watched) {
            out.print("\r" + " ".repeat(CELLS + 70) + "\r");
            out.flush();
        }
    }
}
