package io.alpr.pilot.source;

import java.time.Duration;

/**
 * Keeps a reader near the edge of a live stream when decoding is slower than the camera: once it is
 * too far behind, packets are thrown away undecoded until a key frame that is nearly new. Without
 * it the delay would grow until the camera gives up. Not safe for several threads.
 */
final class CatchUp {
    private static final Duration TOO_FAR = Duration.ofSeconds(2);
    private static final Duration NEAR = Duration.ofMillis(500);

    /** What becomes of a packet. */
    enum Verdict {
        DECODE,
        /** It is the first after some that were thrown away: the decoder begins anew. */
        BEGIN_ANEW,
        THROW_AWAY
    }

    /** A stream that never comes near is taken as it is. */
    private static final int KEYS_MAX = 3;

    private boolean hurrying;
    private int keys;

    /**
     * @param behind of {@link LiveEdge}
     * @param key whether the decoder can begin with the packet
     */
    Verdict packet(Duration behind, boolean key) {
        if (hurrying && key && (behind.compareTo(NEAR) <= 0 || keys++ >= KEYS_MAX)) {
            hurrying = false;
            keys = 0;
            return Verdict.BEGIN_ANEW;
        }
        hurrying |= behind.compareTo(TOO_FAR) > 0;
        return hurrying ? Verdict.THROW_AWAY : Verdict.DECODE;
    }
}
