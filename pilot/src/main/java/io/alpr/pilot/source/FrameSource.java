package io.alpr.pilot.source;

import java.time.Duration;

/**
 * Gives the frames of one camera or file, one after the other. Opened by whoever implements it;
 * used by one thread, only {@link #close} may come from another, and makes a waiting {@link #next}
 * return an {@link SourceItem.End}, and {@link #behind} and {@link #late} are for any.
 */
public interface FrameSource extends AutoCloseable {
    /**
     * The next frame; waits for it, but never without bound: a camera from which nothing comes ends
     * as broken off. Only a folder may stay empty for ever.
     */
    SourceItem next();

    /** What is known of the source since it was opened. */
    SourceInfo info();

    /** How far what is read now is behind what the camera sends; zero where it cannot be. */
    default Duration behind() {
        return Duration.ZERO;
    }

    /** Frames thrown away undecoded since the start, because decoding had fallen behind. */
    default long late() {
        return 0;
    }

    @Override
    void close();
}
