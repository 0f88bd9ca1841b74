package io.alpr.archive.read;

/** A question took longer than the archive allows; a narrower one may be answered. */
public final class QueryTooSlow extends RuntimeException {
    private static final long serialVersionUID = 1;

    QueryTooSlow(String message, Throwable cause) {
        super(message, cause);
    }
}
