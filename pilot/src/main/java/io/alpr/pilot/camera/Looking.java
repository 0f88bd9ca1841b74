package io.alpr.pilot.camera;

import io.alpr.pilot.pass.Looked;
import io.alpr.pilot.pass.Lookout;
import io.alpr.pilot.source.FrameSource;
import io.alpr.pilot.source.SourceItem;

/** What a source gives, its frames looked at. For one thread. */
interface Looking extends AutoCloseable {
    /** What a source gives, in its order. */
    sealed interface Seen {
        /** A frame. */
        record Sight(Looked looked) implements Seen {}

        /**
         * Something could not be decoded.
         *
         * @param reason one line
         */
        record Broken(String reason) implements Seen {}

        /** What came so far is over; see {@link SourceItem.Lull}. */
        record Pause() implements Seen {}

        /** There is no more. */
        record Over(SourceItem.End end) implements Seen {}
    }

    /**
     * Waits for what comes next; not to be asked again after an end.
     *
     * @throws RuntimeException what reading or looking threw
     */
    Seen next();

    @Override
    default void close() {}

    /**
     * Each frame is looked at when it is asked for, and then the source is asked for it: for
     * sources that take that for a word that all before is done with.
     *
     * @param lookout of the camera; forgets what it saw before
     */
    static Looking inStep(FrameSource source, Lookout lookout) {
        lookout.forget();
        return () ->
                switch (source.next()) {
                    case SourceItem.Frame frame -> new Seen.Sight(lookout.look(frame));
                    case SourceItem.Lull _ -> {
                        lookout.forget();
                        yield new Seen.Pause();
                    }
                    case SourceItem.Gap(var reason) -> new Seen.Broken(reason);
                    case SourceItem.End end -> new Seen.Over(end);
                };
    }
}
