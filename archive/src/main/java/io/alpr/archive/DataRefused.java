package io.alpr.archive;

/**
 * The database works but will not take this very data, now or later. The message is the server's
 * first line.
 */
public final class DataRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    DataRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
