package io.alpr.pilot.source;

import io.alpr.pilot.source.SourceItem.End;
import io.alpr.pilot.source.SourceItem.Ending;
import io.alpr.pilot.source.SourceItem.Frame;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A file in its own time, as if it were a camera: no frame comes earlier than its presentation time
 * after the first one, by the monotonic clock. A frame's arrival is the moment at which it was due,
 * so that what comes too late is seen as late, whoever is to blame.
 *
 * <p>It does not drop what is late; a {@link BackgroundSource} around it may.
 */
public final class PacedSource implements FrameSource {
    private final FrameSource origin;
    private final CountDownLatch closing = new CountDownLatch(1);
    private boolean started;
    private long startNanos;

    /**
     * @param origin what to read, which must not be live itself; closed with this
     */
    public PacedSource(FrameSource origin) {
        this.origin = origin;
    }

    /** The next item; a frame not before it is due, or as soon as this is closed. */
    @Override
    public SourceItem next() {
        var item = origin.next();
        return item instanceof Frame frame ? paced(frame) : item;
    }

    private SourceItem paced(Frame frame) {
        long now = System.nanoTime();
        if (!started) {
            started = true;
            startNanos = now - frame.pts().toNanos();
        }
        long due = startNanos + frame.pts().toNanos();
        try {
            return closing.await(due - now, TimeUnit.NANOSECONDS)
                    ? new End(Ending.CLOSED, "closed")
                    : frame.arrived(due);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new End(Ending.CLOSED, "interrupted");
        }
    }

    @Override
    public SourceInfo info() {
        return origin.info();
    }

    @Override
    public void close() {
        closing.countDown();
        origin.close();
    }
}
