package io.alpr.archive;

/**
 * The database cannot do its work now: away, full, refusing the login, or with a schema that this
 * program does not know. Nothing was stored; the same call may succeed later. The message is one
 * line without secrets.
 */
public final class DatabaseUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean lasting;

    /**
     * @param message one line for an operator
     */
    public DatabaseUnavailable(String message) {
        this(message, false);
    }

    private DatabaseUnavailable(String message, boolean lasting) {
        super(message);
        this.lasting = lasting;
    }

    /**
     * Where waiting does not help: somebody must choose another release, or another database.
     *
     * @param message one line for an operator
     */
    static DatabaseUnavailable lasting(String message) {
        return new DatabaseUnavailable(message, true);
    }

    /** Whether waiting does not help. */
    public boolean isLasting() {
        return lasting;
    }

    /**
     * @param message one line for an operator
     * @param cause for the debug log
     */
    public DatabaseUnavailable(String message, Throwable cause) {
        super(message, cause);
        this.lasting = false;
    }
}
