package io.alpr.events;

/** The schema registry cannot be asked now; the same call may succeed later. */
public final class RegistryUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * @param message one line for an operator, without secrets
     */
    public RegistryUnavailable(String message) {
        super(message);
    }

    /**
     * @param message one line for an operator, without secrets
     * @param cause for the debug log
     */
    public RegistryUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
