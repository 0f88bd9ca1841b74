package io.alpr.pilot.source;

import java.time.Duration;

/**
 * How far the reader of a live stream is behind what the camera sends. Who is at its edge has to
 * wait for most packets; who is behind finds them waiting, and each is older than the stream's
 * times say.
 *
 * <p>Times alone would not do: a camera whose clock runs slow would look as if it were ever further
 * behind. Not safe for several threads.
 */
final class LiveEdge {
    /** A shorter wait may be the processor's and not the network's. */
    private static final long WAITED_NANOS = 2_000_000;

    /** Nobody is kept from running so long: whoever waited so long had read everything. */
    private static final long SURELY_WAITED_NANOS = 400_000_000;

    /** What the latest packet counts in the share of those that were waited for. */
    private static final double LATEST = 0.1;

    private static final double AT_EDGE = 0.5;

    private double waited = 1;
    private boolean started;

    /** Arrival less stream time of a packet that is not late. */
    private long onTimeNanos;

    /**
     * The next packet was read.
     *
     * @param streamNanos its time in the stream, in decoding order
     * @param waitNanos how long the reader waited for it
     * @param now of a clock that never runs backwards, nanoseconds
     * @return how much later it came than it could have
     */
    Duration packet(long streamNanos, long waitNanos, long now) {
        waited += LATEST * ((waitNanos >= WAITED_NANOS ? 1 : 0) - waited);
        long shift = now - streamNanos;
        if (!started || waited > AT_EDGE || waitNanos >= SURELY_WAITED_NANOS) {
            onTimeNanos = shift;
            started = true;
        }
        onTimeNanos = Math.min(onTimeNanos, shift);
        return Duration.ofNanos(shift - onTimeNanos);
    }
}
