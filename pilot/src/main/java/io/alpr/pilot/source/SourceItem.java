package io.alpr.pilot.source;

import io.alpr.vision.image.YuvPicture;
import java.time.Duration;
import java.time.Instant;

/** What a source gives when it is asked for the next frame. */
public sealed interface SourceItem
        permits SourceItem.Frame, SourceItem.Gap, SourceItem.Lull, SourceItem.End {

    /**
     * One picture.
     *
     * @param picture its pixels, upright, owned by the receiver
     * @param pts presentation time from the start of the source; never runs backwards but after a
     *     {@link Lull}
     * @param instant when it was taken, UTC: for a file the source's start plus {@code pts}, for a
     *     camera the time of arrival
     * @param number of the frame within the source, counted from 0 over all frames, so that a jump
     *     tells how many were passed over
     * @param arrivedNanos {@link System#nanoTime} when the decoder gave it; for a file that is read
     *     in real time, when it was due
     * @param decodeNanos what FFmpeg worked for it, waiting left out, with the frames that were
     *     passed over before it; 0 when not known
     */
    record Frame(
            YuvPicture picture,
            Duration pts,
            Instant instant,
            long number,
            long arrivedNanos,
            long decodeNanos)
            implements SourceItem {
        /** A frame of which nobody knows what it cost. */
        public Frame(
                YuvPicture picture, Duration pts, Instant instant, long number, long arrivedNanos) {
            this(picture, pts, instant, number, arrivedNanos, 0);
        }

        /** The same, come at another time. */
        public Frame arrived(long nanos) {
            return new Frame(picture, pts, instant, number, nanos, decodeNanos);
        }
    }

    /**
     * Something could not be decoded; the source goes on.
     *
     * @param reason one line
     */
    record Gap(String reason) implements SourceItem {}

    /**
     * What came so far is over: nothing came after it for a while, or what comes next was taken at
     * quite another time. Whatever was followed has ended, and the same things in later frames are
     * not its continuation.
     */
    record Lull() implements SourceItem {}

    /**
     * There is no more; every later call gives the same.
     *
     * @param ending how it ended
     * @param reason one line for an operator
     */
    record End(Ending ending, String reason) implements SourceItem {}

    /** Ways in which a source ends. */
    enum Ending {
        /** The file was read to its end. */
        FINISHED,
        /** The file breaks off, or the camera went away or fell silent. */
        BROKEN_OFF,
        /** Somebody closed the source. */
        CLOSED
    }
}
