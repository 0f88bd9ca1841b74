package io.alpr.pilot.source;

import java.time.Instant;

/** When a file's first frame was taken. */
public sealed interface SourceStart permits SourceStart.FromFile, SourceStart.At {
    /** As the file says: its creation time, else its modification time. */
    record FromFile() implements SourceStart {}

    /**
     * As somebody knows better.
     *
     * @param instant UTC
     */
    record At(Instant instant) implements SourceStart {}

    /** The one value of {@link FromFile}. */
    SourceStart FROM_FILE = new FromFile();
}
