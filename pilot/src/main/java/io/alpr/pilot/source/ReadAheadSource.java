package io.alpr.pilot.source;

import io.alpr.pilot.source.SourceItem.End;
import io.alpr.pilot.source.SourceItem.Ending;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A file whose next frames are decoded by a thread of its own while the last one is looked at. It
 * gives the same items in the same order as the file; when a few are waiting, the decoder waits.
 */
public final class ReadAheadSource implements FrameSource {
    /** Enough that neither side waits for a single slow frame; of 1920x1080 they are 12 MB. */
    private static final int ITEMS_MAX = 4;

    private final FrameSource origin;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Condition taken = lock.newCondition();
    private final ArrayDeque<SourceItem> items = new ArrayDeque<>();
    private final Thread reader;
    private boolean closed;

    /**
     * Starts reading at once.
     *
     * @param origin what to read; closed with this
     * @param name of the reading thread
     */
    public ReadAheadSource(FrameSource origin, String name) {
        this.origin = origin;
        this.reader = Thread.ofPlatform().daemon().name(name).start(this::read);
    }

    private void read() {
        boolean more = true;
        while (more) {
            more = offer(guarded());
        }
    }

    private SourceItem guarded() {
        try {
            return origin.next();
        } catch (RuntimeException e) {
            return new End(Ending.BROKEN_OFF, "decoding failed: " + e.getMessage());
        }
    }

    /** Whether more is wanted. */
    private boolean offer(SourceItem item) {
        lock.lock();
        try {
            while (items.size() >= ITEMS_MAX && !closed) {
                taken.awaitUninterruptibly();
            }
            items.addLast(item);
            arrived.signalAll();
            return !closed && !(item instanceof End);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the reading thread, whose own waits are bounded. */
    @Override
    public SourceItem next() {
        lock.lock();
        try {
            while (items.isEmpty() && !closed) {
                arrived.await();
            }
            if (closed) {
                return new End(Ending.CLOSED, "closed");
            }
            taken.signalAll();
            return items.getFirst() instanceof End end ? end : items.removeFirst();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new End(Ending.CLOSED, "interrupted");
        } finally {
            lock.unlock();
        }
    }

    @Override
    public SourceInfo info() {
        return origin.info();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            taken.signalAll();
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
        origin.close();
        try {
            reader.join(java.time.Duration.ofSeconds(5));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
