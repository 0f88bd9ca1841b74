package io.alpr.pilot.evidence;

import io.alpr.pilot.source.SourceItem.Frame;
import io.alpr.vision.image.YuvPicture;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The latest frames of a stream, found by the time of their arrival. Bounded by time and by bytes;
 * only the very latest frame is kept whatever its size. Safe for several threads.
 */
public final class FrameRing {
    /** A frame of another time than that shows another scene. */
    private static final long NEAR_NANOS = Duration.ofMillis(500).toNanos();

    /** One stream of a camera may be so much later than the other. */
    private static final long LATER_NANOS = Duration.ofMillis(300).toNanos();

    /** Longest wait for frames after the moment that is looked for. */
    private static final long PATIENCE_NANOS = Duration.ofMillis(1500).toNanos();

    /** Frames closer together than that show the same. */
    private static final long APART_NANOS = Duration.ofMillis(120).toNanos();

    private static final int CANDIDATES_MAX = 3;

    private final long keepNanos;
    private final long bytesMax;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition added = lock.newCondition();
    private final Deque<Frame> frames = new ArrayDeque<>();
    private long bytes;

    /**
     * @param keep how long frames are kept, counted from the latest; positive
     * @param bytesMax most bytes of pixels, positive
     */
    public FrameRing(Duration keep, long bytesMax) {
        if (!keep.isPositive() || bytesMax < 1) {
            throw new IllegalArgumentException(
                    "a ring of frames needs a time and bytes above 0, got: %s and %d"
                            .formatted(keep, bytesMax));
        }
        this.keepNanos = keep.toNanos();
        this.bytesMax = bytesMax;
    }

    /** Takes the next frame of the stream. */
    public void add(Frame frame) {
        lock.lock();
        try {
            frames.addLast(frame);
            bytes += bytes(frame);
            while (frames.size() > 1 && (bytes > bytesMax || isOld(frames.getFirst(), frame))) {
                bytes -= bytes(frames.removeFirst());
            }
            added.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean isOld(Frame first, Frame latest) {
        return latest.arrivedNanos() - first.arrivedNanos() > keepNanos;
    }

    private static long bytes(Frame frame) {
        YuvPicture picture = frame.picture();
        return (long) picture.y().length + picture.u().length + picture.v().length;
    }

    /** Bytes of the pixels that are kept. */
    public long bytes() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The few frames that came nearest to a moment, the nearest first, a little apart from each
     * other. Waits for those that come after it, but only until a second and a half after it.
     *
     * @param nanos {@link System#nanoTime} of the moment
     * @return at most three; empty where none came within half a second of it
     */
    List<Frame> around(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long patience = nanos + PATIENCE_NANOS - System.nanoTime();
            while (patience > 0 && !reaches(nanos + LATER_NANOS)) {
                patience = added.awaitNanos(patience);
            }
            return nearest(nanos);
        } finally {
            lock.unlock();
        }
    }

    private boolean reaches(long nanos) {
        return !frames.isEmpty() && frames.getLast().arrivedNanos() - nanos >= 0;
    }

    private List<Frame> nearest(long nanos) {
        var chosen = new ArrayList<Frame>();
        frames.stream()
                .filter(frame -> distance(frame, nanos) <= NEAR_NANOS)
                .sorted(Comparator.comparingLong(frame -> distance(frame, nanos)))
                .filter(frame -> isApart(frame, chosen))
                .limit(CANDIDATES_MAX)
                .forEach(chosen::add);
        return List.copyOf(chosen);
    }

    private static boolean isApart(Frame frame, List<Frame> others) {
        return others.stream()
                .allMatch(other -> distance(frame, other.arrivedNanos()) >= APART_NANOS);
    }

    private static long distance(Frame frame, long nanos) {
        return Math.abs(frame.arrivedNanos() - nanos);
    }
}
