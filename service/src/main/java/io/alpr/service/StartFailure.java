package io.alpr.service;

/**
 * A part could not start; the message is one line that names the thing, the rule or fault, and the
 * remedy.
 */
public final class StartFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * @param message one line for an operator
     */
    public StartFailure(String message) {
        super(message);
    }

    /**
     * @param message one line for an operator
     * @param cause for the debug log
     */
    public StartFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
