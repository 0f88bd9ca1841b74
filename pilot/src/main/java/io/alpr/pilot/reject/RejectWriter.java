package io.alpr.pilot.reject;

import io.alpr.pilot.metric.PilotMetric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes refused reads to the disk on a thread of its own, so that no camera waits for it. When the
 * thread is behind or the disk fails, they are dropped and counted, and the cameras go on.
 *
 * <p>Safe for several threads. Close it after the last camera.
 */
public final class RejectWriter implements RejectSink {
    private static final Logger log = LoggerFactory.getLogger(RejectWriter.class);

    /** Crops in memory at most, some hundred kilobytes each. */
    private static final int QUEUE_MAX = 32;

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration CLOSE_MAX = Duration.ofSeconds(3);

    private final RejectSettings settings;
    private final BlockingQueue<Reject> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
    private final Counter kept;
    private final Counter behind;
    private final Counter failed;
    private final Thread thread;
    private volatile boolean closing;
    private @Nullable RejectRing ring;
    private boolean complained;

    private RejectWriter(RejectSettings settings, MeterRegistry registry) {
        this.settings = settings;
        this.kept = PilotMetric.REJECTS_KEPT.counter(registry);
        this.behind = PilotMetric.REJECTS_DROPPED.counter(registry, "behind");
        this.failed = PilotMetric.REJECTS_DROPPED.counter(registry, "disk");
        this.thread = Thread.ofPlatform().daemon().name("rejects").unstarted(this::run);
    }

    /** Starts the thread; the folder is made when the first one comes. */
    public static RejectSink start(RejectSettings settings, MeterRegistry registry) {
        if (settings.perCamera() == 0) {
            return RejectSink.NONE;
        }
        var writer = new RejectWriter(settings, registry);
        writer.thread.start();
        return writer;
    }

    @Override
    public void take(Reject reject) {
        if (closing || !queue.offer(reject)) {
            behind.increment();
        }
    }

    private void run() {
        try {
            while (!closing || !queue.isEmpty()) {
                var next = queue.poll(POLL.toMillis(), TimeUnit.MILLISECONDS);
                if (next != null) {
                    keep(next);
                }
            }
        } catch (InterruptedException _) {
            log.debug("rejects thread was told to stop");
        }
    }

    private void keep(Reject reject) {
        try {
            if (ring == null) {
                ring = RejectRing.open(settings);
            }
            ring.keep(reject);
            kept.increment();
            complained = false;
        } catch (IOException | RuntimeException e) {
            failed.increment();
            // Once for each outage: a full disk would otherwise fill the log.
            if (!complained) {
                complained = true;
                log.warn(
                        "rejects folder={} cannot be written, refused reads are only counted: {}",
                        settings.folder(),
                        e.toString());
            }
        }
    }

    /** Writes what was taken, for three seconds at most. */
    @Override
    public void close() {
        closing = true;
        try {
            if (!thread.join(CLOSE_MAX)) {
                thread.interrupt();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
