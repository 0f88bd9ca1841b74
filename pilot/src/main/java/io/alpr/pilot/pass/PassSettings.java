package io.alpr.pilot.pass;

import java.time.Duration;

/**
 * When a pass becomes an event, and how much work it may cost.
 *
 * @param agreeingReads reads that must give the same text before a pass is published, at least 2
 * @param publishSingleReads whether a pass that ends with legible reads but too little agreement is
 *     published all the same, flagged {@code single_read}
 * @param readsMax crops that are read of one pass, at least {@code agreeingReads}; larger crops
 *     than any before may still be read beyond it, up to three times as many
 * @param stillness how long the detector may rest while nothing moves; zero for no rest
 * @param rejoin how soon after its end a pass goes on if its very text is read again, e.g. when the
 *     plate was hidden for a moment; zero for never
 */
public record PassSettings(
        int agreeingReads,
        boolean publishSingleReads,
        int readsMax,
        Duration stillness,
        Duration rejoin) {
    public PassSettings {
        if (agreeingReads < 2) {
            throw new IllegalArgumentException(
                    "agreeing reads must be 2 or more, got: "
                            + agreeingReads
                            + "; for single reads set publishSingleReads");
        }
        if (readsMax < agreeingReads || readsMax > 1000) {
            throw new IllegalArgumentException(
                    "reads of a pass must be %d to 1000, got: %d"
                            .formatted(agreeingReads, readsMax));
        }
        if (stillness.isNegative() || rejoin.isNegative()) {
            throw new IllegalArgumentException(
                    "stillness and rejoin must not be negative, got: %s and %s"
                            .formatted(stillness, rejoin));
        }
    }

    /** Two reads, up to twelve tries, a rest of two seconds, rejoined within eight. */
    public static PassSettings defaults() {
        return new PassSettings(2, false, 12, Duration.ofSeconds(2), Duration.ofSeconds(8));
    }

    /** For pictures that come one by one: the same, and a single read is published as one. */
    public static PassSettings stills() {
        return new PassSettings(2, true, 12, Duration.ofSeconds(2), Duration.ofSeconds(8));
    }
}
