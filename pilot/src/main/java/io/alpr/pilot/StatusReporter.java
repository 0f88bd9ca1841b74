package io.alpr.pilot;

import io.alpr.pilot.camera.Camera;
import io.alpr.pilot.publish.StatusSink;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports each camera now and then and soon after it has changed. Changes within {@value #SOON_MS}
 * ms make one report, of the last state, so that a camera that changes all the time floods nobody.
 * Safe for several threads.
 */
final class StatusReporter implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(StatusReporter.class);
    private static final long SOON_MS = 250;

    private final StatusSink sink;
    private final Set<Camera> changed = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("camera-status").factory());

    /**
     * @param every how often all are reported
     * @param cameras those that there are just then
     */
    StatusReporter(StatusSink sink, Duration every, Supplier<Collection<Camera>> cameras) {
        this.sink = sink;
        var _ =
                clock.scheduleAtFixedRate(
                        () -> cameras.get().forEach(this::report),
                        every.toMillis(),
                        every.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /** Reports a camera soon. */
    void changed(Camera camera) {
        if (changed.add(camera)) {
            try {
                var _ = clock.schedule(() -> reportChanged(camera), SOON_MS, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException _) {
                reportChanged(camera);
            }
        }
    }

    private void reportChanged(Camera camera) {
        // Taken off first: a change from here on is another report.
        if (changed.remove(camera)) {
            report(camera);
        }
    }

    private void report(Camera camera) {
        try {
            sink.report(camera.status());
        } catch (RuntimeException e) {
            log.debug("camera={} report failed", camera.settings().id(), e);
        }
    }

    /** Reports a camera before anything else is reported of its name. */
    void flush(Camera camera) {
        reportChanged(camera);
    }

    /** Reports what has changed, at once, and ends. */
    @Override
    public void close() {
        clock.shutdownNow();
        changed.forEach(this::reportChanged);
    }
}
