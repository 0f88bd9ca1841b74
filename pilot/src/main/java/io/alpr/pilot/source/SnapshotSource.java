package io.alpr.pilot.source;

import io.alpr.pilot.source.SourceInfo.StartOrigin;
import io.alpr.pilot.source.SourceItem.End;
import io.alpr.pilot.source.SourceItem.Ending;
import io.alpr.pilot.source.SourceItem.Frame;
import io.alpr.pilot.source.SourceItem.Gap;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A camera that gives one picture for each request, fetched as often as the frame budget says, or
 * as often as the camera answers if that is less.
 */
final class SnapshotSource implements FrameSource {
    private final HttpPictures pictures;
    private final Deadline deadline;
    private final StillDecoder decoder = new StillDecoder();
    private final SourceInfo info;
    private final Duration pause;
    private final Duration silence;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ReentrantLock natives = new ReentrantLock();
    private final long openedNanos = System.nanoTime();
    private long dueNanos = openedNanos;
    private long readableNanos = openedNanos;
    private long frames;
    private boolean closed;
    private @Nullable End end;

    private SnapshotSource(
            HttpPictures pictures, Deadline deadline, SourceOptions options, Still first) {
        this.pictures = pictures;
        this.deadline = deadline;
        this.silence = options.silence();
        this.pause = Duration.ofNanos(Math.round(1e9 / options.framesPerSecond()));
        this.info =
                new SourceInfo(
                        Instant.now().truncatedTo(ChronoUnit.MILLIS),
                        StartOrigin.CONNECTION,
                        options.framesPerSecond(),
                        first.picture().width(),
                        first.picture().height(),
                        first.codec());
    }

    /**
     * Fetches a first picture to see that it is one.
     *
     * @throws SourceFailure if it is not
     */
    static SnapshotSource open(SourceAddress address, SourceKind.Http http, SourceOptions options)
            throws SourceFailure {
        var deadline = new Deadline();
        var pictures = new HttpPictures(http, options, deadline);
        try (var decoder = new StillDecoder()) {
            return new SnapshotSource(
                    pictures, deadline, options, decoder.decode(pictures.fetch()));
        } catch (SourceFailure e) {
            pictures.close();
            throw new SourceFailure(e.reason() + ": " + address);
        } catch (Still.Unreadable e) {
            pictures.close();
            throw new SourceFailure("the camera's picture " + e.reason() + ": " + address);
        }
    }

    @Override
    public SourceInfo info() {
        return info;
    }

    @Override
    public SourceItem next() {
        natives.lock();
        try {
            if (end == null && !awaitTurn()) {
                end = new End(Ending.CLOSED, "closed");
            }
            return end == null ? fetched() : end;
        } finally {
            natives.unlock();
        }
    }

    /** Waits until the next picture is due; false if the source was closed meanwhile. */
    private boolean awaitTurn() {
        try {
            long wait = Math.max(0, dueNanos - System.nanoTime());
            if (closing.await(wait, TimeUnit.NANOSECONDS)) {
                return false;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
        // What was missed is not made up for.
        dueNanos = Math.max(dueNanos, System.nanoTime() - pause.toNanos()) + pause.toNanos();
        return true;
    }

    private SourceItem fetched() {
        try {
            var bytes = pictures.fetch();
            long arrived = System.nanoTime();
            var instant = Instant.now();
            if (!StillDecoder.isPicture(bytes)) {
                return ended("the camera answers with something that is no picture");
            }
            var picture = decoder.decode(bytes).picture();
            readableNanos = arrived;
            long took = System.nanoTime() - arrived;
            var pts = Duration.ofNanos(arrived - openedNanos);
            return new Frame(picture, pts, instant, frames++, arrived, took);
        } catch (SourceFailure e) {
            return ended(e.reason());
        } catch (Still.Unreadable e) {
            return System.nanoTime() - readableNanos > silence.toNanos()
                    ? ended(
                            "the camera's pictures are damaged for %d s"
                                    .formatted(silence.toSeconds()))
                    : new Gap("a picture " + e.reason());
        }
    }

    private End ended(String reason) {
        var ended =
                deadline.expired()
                        ? new End(Ending.CLOSED, "closed")
                        : new End(Ending.BROKEN_OFF, reason);
        end = ended;
        return ended;
    }

    @Override
    public void close() {
        // First wake whoever waits, then free what was used.
        closing.countDown();
        deadline.expire();
        natives.lock();
        try {
            if (!closed) {
                closed = true;
                end = new End(Ending.CLOSED, "closed");
                decoder.close();
                pictures.close();
            }
        } finally {
            natives.unlock();
        }
    }
}
