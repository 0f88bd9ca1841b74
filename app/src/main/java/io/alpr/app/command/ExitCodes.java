package io.alpr.app.command;

/** What the command's exit codes mean; {@code ./alpr --help} lists them. */
public final class ExitCodes {
    /** All went well. */
    public static final int OK = 0;

    /**
     * It ran, and the answer is no: plates were missed, a check failed, a picture could not be
     * read.
     */
    public static final int NO = 1;

    /** The arguments were wrong. */
    public static final int USAGE = 2;

    /** It could not start: configuration, a taken port, something missing on this machine. */
    public static final int CANNOT_START = 3;

    private ExitCodes() {}
}
