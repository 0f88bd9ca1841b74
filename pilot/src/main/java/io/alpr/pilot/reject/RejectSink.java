package io.alpr.pilot.reject;

/** Takes refused reads. Called from the cameras' threads: it neither waits nor fails. */
@FunctionalInterface
public interface RejectSink extends AutoCloseable {
    /** Takes one, or drops it. */
    void take(Reject reject);

    /** Nothing more comes; what was taken is kept. */
    @Override
    default void close() {}

    /** Keeps nothing. */
    RejectSink NONE = _ -> {};
}
