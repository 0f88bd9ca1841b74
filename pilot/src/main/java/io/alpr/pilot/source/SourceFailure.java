package io.alpr.pilot.source;

/**
 * A source could not be opened. The message is one line, without passwords, and names the remedy.
 */
public final class SourceFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final String reason;

    /**
     * @param message one line for an operator
     */
    public SourceFailure(String message) {
        super(message);
        this.reason = message;
    }

    /** The message, which is always there. */
    public String reason() {
        return reason;
    }
}
