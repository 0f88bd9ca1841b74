package io.alpr.pilot.source;

import io.alpr.pilot.source.SourceItem.End;
import io.alpr.pilot.source.SourceItem.Ending;
import io.alpr.pilot.source.SourceItem.Frame;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A live source that never falls behind: a thread of its own keeps decoding, and whoever asks gets
 * the latest frame. Frames that nobody fetched in time are dropped, oldest first, and counted.
 */
public final class LatestFrameSource implements FrameSource {
    private static final int ITEMS_MAX = 2;

    private final FrameSource origin;
    private final AtomicLong drops = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final ArrayDeque<SourceItem> items = new ArrayDeque<>();
    private final Thread reader;

    /**
     * Starts reading at once.
     *
     * @param origin what to read; closed with this
     * @param name of the reading thread
     */
    public LatestFrameSource(FrameSource origin, String name) {
        this.origin = origin;
        this.reader = Thread.ofPlatform().daemon().name(name).start(this::read);
    }

    private void read() {
        SourceItem item;
        do {
            item = guarded();
            offer(item);
        } while (!(item instanceof End));
    }

    private SourceItem guarded() {
        try {
            return origin.next();
        } catch (RuntimeException e) {
            return new End(Ending.BROKEN_OFF, "decoding failed: " + e.getMessage());
        }
    }

    private void offer(SourceItem item) {
        lock.lock();
        try {
            while (items.size() >= ITEMS_MAX) {
                if (items.removeFirst() instanceof Frame) {
                    drops.incrementAndGet();
                }
            }
            items.addLast(item);
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the reading thread, whose own waits are bounded. */
    @Override
    public SourceItem next() {
        lock.lock();
        try {
            while (items.isEmpty()) {
                arrived.await();
            }
            return items.peekFirst() instanceof End end ? end : items.removeFirst();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new End(Ending.CLOSED, "interrupted");
        } finally {
            lock.unlock();
        }
    }

    /** Frames dropped since the start. */
    public long drops() {
        return drops.get();
    }

    @Override
    public SourceInfo info() {
        return origin.info();
    }

    @Override
    public void close() {
        origin.close();
        try {
            reader.join(java.time.Duration.ofSeconds(5));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
