package io.alpr.query;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs recognitions a few at a time on platform threads, which native code wants. The number of
 * requests in hand is bounded: whoever finds no place is refused before his picture is read. Safe
 * from any thread.
 */
final class Workshop implements AutoCloseable {
    private static final int WAITING_MAX = 6;
    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);

    private final int benches = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    private final Semaphore places = new Semaphore(benches + WAITING_MAX);
    private final ExecutorService workers =
            Executors.newFixedThreadPool(
                    benches, Thread.ofPlatform().name("recognize-", 0).daemon().factory());

    /** There is no place, or the answer did not come in time; the client may try again. */
    static final class Busy extends RuntimeException {
        private static final long serialVersionUID = 1;

        Busy() {
            super("all places are taken", null, false, false);
        }
    }

    /** The right to have one piece of work done; closing gives it back. */
    final class Place implements AutoCloseable {
        private Place() {}

        /**
         * Waits for its turn and its end, {@link #ANSWER_MAX} at most.
         *
         * @throws Busy when that passes
         * @throws RuntimeException what the work threw
         */
        <T> T work(Callable<T> work) {
            try {
                var job = workers.submit(work);
                try {
                    return job.get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
                } finally {
                    job.cancel(true);
                }
            } catch (TimeoutException | RejectedExecutionException e) {
                throw new Busy();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Busy();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException known) {
                    throw known;
                }
                throw new IllegalStateException("recognition failed", e.getCause());
            }
        }

        @Override
        public void close() {
            places.release();
        }
    }

    /** How many places there are, at work and waiting. */
    int placesMax() {
        return benches + WAITING_MAX;
    }

    /**
     * @throws Busy when all are taken
     */
    Place place() {
        if (!places.tryAcquire()) {
            throw new Busy();
        }
        return new Place();
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
