package io.alpr.recorder;

import io.alpr.service.StartFailure;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for the others to come up, one after the other, within one bound for all. */
final class StartWait {
    private static final Logger LOG = LoggerFactory.getLogger(StartWait.class);
    private static final Duration PAUSE_FIRST = Duration.ofMillis(250);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(5);

    private final long end;

    StartWait(Duration max) {
        this.end = System.nanoTime() + max.toNanos();
    }

    /**
     * Tries until it succeeds.
     *
     * @param what is waited for, for the log
     * @param attempt throws a {@link RuntimeException} as long as it is not there
     * @throws StartFailure when the time is over, or from the attempt where no waiting helps
     */
    <T> T until(String what, Supplier<T> attempt) {
        var pause = PAUSE_FIRST;
        while (true) {
            try {
                return attempt.get();
            } catch (StartFailure e) {
                throw e;
            } catch (RuntimeException e) {
                if (System.nanoTime() + pause.toNanos() > end) {
                    throw new StartFailure(
                            "recorder cannot start without the %s: %s"
                                    .formatted(what, e.getMessage()),
                            e);
                }
                LOG.info("waiting for the {}, next try in {}: {}", what, pause, e.getMessage());
                sleep(what, pause);
                pause =
                        pause.multipliedBy(2).compareTo(PAUSE_MAX) < 0
                                ? pause.multipliedBy(2)
                                : PAUSE_MAX;
            }
        }
    }

    private static void sleep(String what, Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted while waiting for the " + what, e);
        }
    }
}
