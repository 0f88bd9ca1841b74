package io.alpr.pilot.source;

import java.time.Instant;

/**
 * What is known of an open source.
 *
 * @param start time of its first frame, UTC, millisecond precision; with the frames' times it makes
 *     the ids of events
 * @param startOrigin where the start is known from
 * @param framesPerSecond nominal, 0 when not known
 * @param width columns of the upright picture, 0 when not known before it comes
 * @param height rows of the upright picture, 0 when not known before it comes
 * @param codec FFmpeg's name, e.g. {@code h264}, {@code hevc}; {@code pictures} for a folder
 */
public record SourceInfo(
        Instant start,
        StartOrigin startOrigin,
        double framesPerSecond,
        int width,
        int height,
        String codec) {

    /** Where a start is known from. */
    public enum StartOrigin {
        /** From the configuration. */
        CONFIGURED,
        /** From the container's {@code creation_time}. */
        CREATION_TIME,
        /** From the file's modification time, which a copy may change. */
        MODIFICATION_TIME,
        /** A camera: the time of the connection. */
        CONNECTION,
        /** A folder: each picture brings its own time, counted from 1970. */
        EACH_PICTURE
    }
}
