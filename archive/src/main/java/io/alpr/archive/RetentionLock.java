package io.alpr.archive;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/**
 * Who takes things out of the archive does it alone, and not while a backup copies them. A
 * session's advisory lock on a connection of its own: it goes with the process.
 */
record RetentionLock(Database database) {
    /** "reta" in ASCII. */
    static final long KEY = 0x72657461;

    /** Runs work alone, or answers {@code otherwise} when somebody else is at it. */
    <T> T aloneOr(T otherwise, Supplier<T> work) {
        return database.with(
                guard -> {
                    return asked(guard, "pg_try_advisory_lock")
                            ? holding(guard, "pg_advisory_unlock", work)
                            : otherwise;
                });
    }

    /** Runs work alone, after whoever is at it; {@code progress} is told of the wait. */
    <T> T alone(Consumer<String> progress, Supplier<T> work) {
        return database.with(
                guard -> {
                    await(guard, "pg_try_advisory_lock", progress);
                    return holding(guard, "pg_advisory_unlock", work);
                });
    }

    /** Runs work beside others of its kind, while nothing is taken out. */
    <T> T shared(Consumer<String> progress, Supplier<T> work) {
        return database.with(
                guard -> {
                    await(guard, "pg_try_advisory_lock_shared", progress);
                    return holding(guard, "pg_advisory_unlock_shared", work);
                });
    }

    private static <T> T holding(Handle guard, String unlock, Supplier<T> work) {
        try {
            return work.get();
        } finally {
            var _ = asked(guard, unlock);
        }
    }

    private static boolean asked(Handle guard, String function) {
        return guard.createQuery("SELECT %s(:lock)".formatted(function))
                .bind("lock", KEY)
                .mapTo(Boolean.class)
                .one();
    }

    private static void await(Handle guard, String function, Consumer<String> progress) {
        while (!asked(guard, function)) {
            progress.accept("waiting for a backup, a retention or an erasure to end");
            try {
                TimeUnit.SECONDS.sleep(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for retention", e);
            }
        }
    }
}
