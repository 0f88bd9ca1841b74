package io.alpr.pilot.source;

import java.time.Duration;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Bounds every wait inside FFmpeg: FFmpeg asks again and again whether it shall give up, and is
 * answered from one native number, the time at which patience ends.
 *
 * <p>Every thread may call {@link #expire}; the rest belongs to the thread of the source.
 */
final class Deadline implements AutoCloseable {
    private static final long EXPIRED = Long.MIN_VALUE;

    /** {@link System#nanoTime} may be negative; times since here are not. */
    private static final long ORIGIN = System.nanoTime();

    /**
     * One for all sources, because the binding has room for ten callbacks only; which source asks
     * is told by the pointer.
     */
    private static final Question QUESTION = new Question();

    private final LongPointer end = new LongPointer(1);
    private volatile boolean expired;

    Deadline() {
        end.put(Long.MAX_VALUE);
    }

    void guard(AVFormatContext format) {
        guard(new AVIOInterruptCB(format.interrupt_callback()));
    }

    void guard(AVIOInterruptCB callback) {
        callback.callback(QUESTION);
        callback.opaque(end);
    }

    /** From now on FFmpeg has so much time. */
    synchronized void in(Duration time) {
        if (!expired) {
            end.put(System.nanoTime() - ORIGIN + time.toNanos());
        }
    }

    /** FFmpeg gives up at once, now and for ever. */
    synchronized void expire() {
        if (!expired) {
            expired = true;
            end.put(EXPIRED);
        }
    }

    /** Whether the time that was given last is over. */
    synchronized boolean isOver() {
        return expired || System.nanoTime() - ORIGIN > end.get();
    }

    boolean expired() {
        return expired;
    }

    @Override
    public synchronized void close() {
        expired = true;
        end.close();
    }

    private static final class Question extends AVIOInterruptCB.Callback_Pointer {
        @Override
        public int call(Pointer opaque) {
            long end = new LongPointer(opaque).get();
            return System.nanoTime() - ORIGIN > end ? 1 : 0;
        }
    }
}
