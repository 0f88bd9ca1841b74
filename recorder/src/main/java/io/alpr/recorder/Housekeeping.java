package io.alpr.recorder;

import io.alpr.archive.CameraStatusStore;
import io.alpr.archive.Database;
import io.alpr.archive.DatabaseUnavailable;
import io.alpr.archive.Erasure;
import io.alpr.archive.ObjectStoreFault;
import io.alpr.archive.PassChanges;
import io.alpr.archive.Retention;
import io.alpr.archive.RetentionPolicy;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what has grown too old, and what is left of erased passes, out of the archive, soon after
 * the start and then every hour.
 */
final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final Duration EVERY = Duration.ofHours(1);

    private static final Duration MINUTES_KEPT = Duration.ofDays(30);

    private final Retention retention;
    private final Erasure erasure;
    private final Database database;
    private final CameraStatusStore statuses;
    private final RetentionPolicy policy;
    private final Clock clock;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("housekeeping").factory());

    private Housekeeping(
            Retention retention,
            Erasure erasure,
            Database database,
            RetentionPolicy policy,
            Clock clock) {
        this.erasure = erasure;
        this.retention = retention;
        this.database = database;
        this.statuses = new CameraStatusStore(database);
        this.policy = policy;
        this.clock = clock;
    }

    static Housekeeping start(
            Retention retention,
            Erasure erasure,
            Database database,
            RetentionPolicy policy,
            Clock clock) {
        var house = new Housekeeping(retention, erasure, database, policy, clock);
        var _ =
                house.timer.scheduleWithFixedDelay(
                        house::clean, FIRST.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
        return house;
    }

    private void clean() {
        attempt(erasure::sweep);
        attempt(() -> retention.apply(policy, clock.instant()));
        attempt(() -> statuses.forget(clock.instant().minus(MINUTES_KEPT)));
        attempt(() -> PassChanges.forget(database, clock.instant()));
    }

    private static void attempt(Runnable work) {
        try {
            work.run();
        } catch (DatabaseUnavailable | ObjectStoreFault e) {
            LOG.warn("cleaning waits for the next hour: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("cleaning failed: {}", e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
