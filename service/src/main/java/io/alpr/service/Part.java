package io.alpr.service;

/**
 * Something that runs until it is closed: a pilot, a recorder, a query API. It is started by its
 * own static factory, which returns when the part is ready or throws {@link StartFailure}.
 */
public interface Part extends AutoCloseable {
    /** Short name for logs and {@code /health}, e.g. {@code recorder}. */
    String name();

    /**
     * How it is now; asks its dependencies where that is cheap, bounded to two seconds. Safe from
     * any thread.
     */
    Health health();

    /** Stops, finishing what is in hand, within ten seconds; a second call does nothing. */
    @Override
    void close();
}
