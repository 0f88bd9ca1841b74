package io.alpr.app.command;

import java.util.concurrent.CountDownLatch;

/**
 * Keeps a service running until Ctrl-C or SIGTERM, and sees that it is closed before the process
 * ends. For one thread.
 */
final class Lifetime implements AutoCloseable {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread starting = Thread.currentThread();
    private volatile boolean started;

    /** The service starts now, in this thread: a signal before {@link #await} interrupts it. */
    Lifetime() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::endFromOutside, "shutdown"));
    }

    /** Waits for the signal. */
    void await() throws InterruptedException {
        started = true;
        asked.await();
    }

    /** Says that all is closed; the process may end. */
    @Override
    public void close() {
        closed.countDown();
    }

    private void endFromOutside() {
        asked.countDown();
        if (!started) {
            // It may wait for a database that never comes.
            starting.interrupt();
        }
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
