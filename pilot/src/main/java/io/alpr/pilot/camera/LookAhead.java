package io.alpr.pilot.camera;

import io.alpr.pilot.source.BackgroundSource;
import io.alpr.pilot.source.SourceInfo;
import io.alpr.pilot.source.SourceItem;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.SynchronousQueue;

/**
 * Looks at the frames of a source on a thread of its own, while the frame before is followed, read
 * and published: two processors work for one camera that needs both. Of a camera it is one frame
 * ahead and no more, so what is read is never older than that; of a file some more.
 *
 * <p>For one thread that takes and closes.
 */
final class LookAhead implements Looking {
    private static final Duration CLOSING = Duration.ofSeconds(5);

    /** The end of a pass takes as long as so many looks. */
    private static final int FRAMES_MAX = 12;

    /** Of the frames that wait. */
    private static final long BYTES_MAX = 40_000_000;

    private final BackgroundSource source;
    private final Looking looking;
    private final BlockingQueue<Step> handover;
    private final Thread thread;

    /** What one step came to. */
    private sealed interface Step {
        record Done(Seen seen) implements Step {}

        record Failed(Throwable cause) implements Step {}
    }

    /**
     * Starts looking at once.
     *
     * @param source what is looked at; closed with this
     * @param looking at it, in step; this one's from here on
     * @param name of the thread, which is as nice as the caller's
     */
    LookAhead(BackgroundSource source, Looking looking, String name) {
        this.source = source;
        this.looking = looking;
        this.handover =
                source.waits()
                        ? new ArrayBlockingQueue<>(frames(source.info()))
                        : new SynchronousQueue<>();
        this.thread = Thread.ofPlatform().daemon().name(name).start(this::run);
    }

    private static int frames(SourceInfo info) {
        long bytes = Math.max(1, 3L * info.width() * info.height() / 2);
        return Math.clamp(BYTES_MAX / bytes, 1, FRAMES_MAX);
    }

    private void run() {
        try {
            Step step;
            do {
                step = step();
                handover.put(step);
            } while (step instanceof Step.Done(var seen) && !(seen instanceof Seen.Over));
        } catch (InterruptedException _) {
            // Closed.
        }
    }

    private Step step() {
        try {
            return new Step.Done(looking.next());
        } catch (RuntimeException | Error e) {
            return new Step.Failed(e);
        }
    }

    @Override
    public Seen next() {
        try {
            return switch (handover.take()) {
                case Step.Done(var seen) -> seen;
                case Step.Failed(RuntimeException failure) -> throw failure;
                case Step.Failed(Throwable cause) -> throw (Error) cause;
            };
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Seen.Over(new SourceItem.End(SourceItem.Ending.CLOSED, "interrupted"));
        }
    }

    @Override
    public void close() {
        source.close();
        thread.interrupt();
        try {
            thread.join(CLOSING);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
