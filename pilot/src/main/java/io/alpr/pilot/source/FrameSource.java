package io.alpr.pilot.source;

/**
 * Gives the frames of one camera or file, one after the other. Opened by whoever implements it;
 * used by one thread, only {@link #close} may come from another, and makes a waiting {@link #next}
 * return an {@link SourceItem.End}.
 */
public interface FrameSource extends AutoCloseable {
    /**
     * The next frame; waits for it, but never without bound: a camera from which nothing comes ends
     * as broken off. Only a folder may stay empty for ever.
     */
    SourceItem next();

    /** What is known of the source since it was opened. */
    SourceInfo info();

    @Override
    void close();
}
