package io.alpr.pilot.source;

import io.alpr.pilot.source.SourceItem.End;
import io.alpr.pilot.source.SourceItem.Ending;
import io.alpr.pilot.source.SourceItem.Frame;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Another source that is decoded by a thread of its own while its last frame is looked at. A few
 * items wait to be fetched; {@link WhenFull} says what happens when nobody fetches them.
 */
public final class BackgroundSource implements FrameSource {
    /** What happens when as many items wait as may. */
    public enum WhenFull {
        /** The decoder waits: every frame of a file counts. Four of 1920x1080 are 12 MB. */
        WAIT(4),
        /** The oldest goes, and is counted: a camera does not wait, and its latest frame counts. */
        DROP_OLDEST(2);

        private final int itemsMax;

        WhenFull(int itemsMax) {
            this.itemsMax = itemsMax;
        }
    }

    private final FrameSource origin;
    private final WhenFull whenFull;
    private final AtomicLong drops = new AtomicLong();
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
    public BackgroundSource(FrameSource origin, WhenFull whenFull, String name) {
        this.origin = origin;
        this.whenFull = whenFull;
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
            while (whenFull == WhenFull.WAIT && isFull() && !closed) {
                taken.awaitUninterruptibly();
            }
            dropOldest();
            items.addLast(item);
            arrived.signalAll();
            return !closed && !(item instanceof End);
        } finally {
            lock.unlock();
        }
    }

    private boolean isFull() {
        return items.size() >= whenFull.itemsMax;
    }

    private void dropOldest() {
        while (isFull()) {
            if (items.removeFirst() instanceof Frame) {
                drops.incrementAndGet();
            }
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

    /** Whether it waits for its reader; if not, what waits grows old. */
    public boolean waits() {
        return whenFull == WhenFull.WAIT;
    }

    /** Frames dropped since the start. */
    public long drops() {
        return drops.get();
    }

    @Override
    public Duration behind() {
        return origin.behind();
    }

    @Override
    public long late() {
        return origin.late();
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
            reader.join(Duration.ofSeconds(5));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
