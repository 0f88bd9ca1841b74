package io.alpr.archive;

/**
 * The database works but will not take this very data, now or later. The message is the server's
 * first line.
 */
public final class DataRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean duplicate;

    DataRefused(String message, boolean duplicate, Throwable cause) {
        super(message, cause);
        this.duplicate = duplicate;
    }

    /**
     * Whether the archive has a row of the same key; it may be another process that was quicker.
     */
    boolean ofADuplicate() {
        return duplicate;
    }
}
