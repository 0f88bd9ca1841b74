package io.alpr.pilot.evidence;

import io.alpr.vision.Engine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for plates in the latest frames of an evidence stream, one after the other on a thread of
 * its own, so that no event waits for it. When more is asked for than it can do, it finds nothing.
 * Safe for several threads.
 */
public final class EvidenceDesk implements SecondSight, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EvidenceDesk.class);
    private static final int WAITING_MAX = 8;
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final String cameraId;
    private final FrameRing ring;
    private final SecondLook look;
    private final ThreadPoolExecutor worker;

    /**
     * @param ring of the evidence stream
     * @param engine may be shared, must outlive this
     * @param encoder makes the pictures
     * @param wholeFrame whether the whole frame is among the pictures
     */
    public EvidenceDesk(
            String cameraId,
            FrameRing ring,
            Engine engine,
            PictureEncoder encoder,
            boolean wholeFrame) {
        this.cameraId = cameraId;
        this.ring = ring;
        this.look = new SecondLook(engine, encoder, wholeFrame);
        this.worker =
                new ThreadPoolExecutor(
                        1,
                        1,
                        0,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(WAITING_MAX),
                        Thread.ofPlatform().daemon().name("evidence-look-" + cameraId).factory());
    }

    @Override
    public Optional<Future<Finding>> lookFor(Sought plate) {
        try {
            return Optional.of(CompletableFuture.supplyAsync(() -> found(plate), worker));
        } catch (RejectedExecutionException _) {
            return Optional.of(CompletableFuture.completedFuture(nothing(Finding.Reason.NO_FRAME)));
        }
    }

    private Finding found(Sought plate) {
        try {
            return look.in(ring.around(plate.arrivedNanos()), plate);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return nothing(Finding.Reason.NO_FRAME);
        } catch (RuntimeException e) {
            log.debug("camera={} second look failed", cameraId, e);
            return nothing(Finding.Reason.UNREADABLE);
        }
    }

    private static Finding nothing(Finding.Reason reason) {
        return new Finding.Nothing(reason);
    }

    /** Ends the look that is under way, within five seconds, and forgets the others. */
    @Override
    public void close() {
        worker.shutdownNow();
        try {
            if (!worker.awaitTermination(CLOSE.toNanos(), TimeUnit.NANOSECONDS)) {
                log.warn("camera={} evidence=closed error=a second look does not end", cameraId);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
