package io.alpr.embedded;

/**
 * A service that could not be started, with one line that names it, what is wrong and what to do.
 */
public final class EmbeddedFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what failed.
     *
     * @param message object, rule and remedy in one line
     */
    public EmbeddedFailure(String message) {
        super(message);
    }

    /**
     * Says what failed and why.
     *
     * @param message object, rule and remedy in one line
     * @param cause what was thrown
     */
    public EmbeddedFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
