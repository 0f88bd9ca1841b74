package io.alpr.pilot.source;

/**
 * A source could not be opened. The message is one line, without passwords, and names the remedy.
 */
public final class SourceFailure extends Exception {
    private static final long serialVersionUID = 1;

    /**
     * @param message one line for an operator
     */
    public SourceFailure(String message) {
        super(message);
    }
}
