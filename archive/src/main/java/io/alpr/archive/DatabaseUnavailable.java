package io.alpr.archive;

/**
 * The database cannot do its work now: away, full, refusing the login, or with a schema that this
 * program does not know. Nothing was stored; the same call may succeed later. The message is one
 * line without secrets.
 */
public final class DatabaseUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * @param message one line for an operator
     */
    public DatabaseUnavailable(String message) {
        super(message);
    }

    /**
     * @param message one line for an operator
     * @param cause for the debug log
     */
    public DatabaseUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
