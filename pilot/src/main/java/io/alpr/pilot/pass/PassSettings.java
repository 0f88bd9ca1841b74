package io.alpr.pilot.pass;

import io.alpr.pilot.area.DirectionRule;
import io.alpr.pilot.area.Growth;
import io.alpr.pilot.area.WatchedArea;
import java.time.Duration;

/**
 * Which plates of a camera count, when a pass becomes an event, and how much work it may cost.
 *
 * @param agreement how many reads must agree
 * @param area where plates are followed
 * @param plateWidthMin narrowest plate that is read, in pixels of the frame, 0 or more; a pass that
 *     never has one as wide is refused {@code too_small}
 * @param direction by what the direction of a vehicle is told
 * @param readsMax crops that are read of one pass, at least as many as must agree; up to three
 *     times as many at each size where nothing is agreed upon yet, and one more whenever crops are
 *     a third larger
 * @param stillness how long the detector may rest while nothing moves; zero for no rest
 * @param rejoin how soon after its end a pass goes on if its very text is read again, e.g. when the
 *     plate was hidden for a moment; zero for never
 */
public record PassSettings(
        Agreement agreement,
        WatchedArea area,
        int plateWidthMin,
        DirectionRule direction,
        int readsMax,
        Duration stillness,
        Duration rejoin) {
    private static final int READS_MAX = 1000;
    private static final int WIDTH_MAX = 10_000;
    private static final int USUAL_READS = 12;

    /** The reader gives up at characters of about eight rows; a plate of them is about as wide. */
    private static final int USUAL_WIDTH = 30;

    public PassSettings {
        if (plateWidthMin < 0 || plateWidthMin > WIDTH_MAX) {
            throw new IllegalArgumentException(
                    "min_plate_width must be 0 to %d pixels, got: %d"
                            .formatted(WIDTH_MAX, plateWidthMin));
        }
        if (readsMax < agreement.reads() || readsMax > READS_MAX) {
            throw new IllegalArgumentException(
                    "reads of a pass must be %d to %d, got: %d"
                            .formatted(agreement.reads(), READS_MAX, readsMax));
        }
        if (stillness.isNegative() || rejoin.isNegative()) {
            throw new IllegalArgumentException(
                    "stillness and rejoin must not be negative, got: %s and %s"
                            .formatted(stillness, rejoin));
        }
    }

    /**
     * How many reads make an event.
     *
     * @param reads that must give the same text before a pass is published, 2 to {@value
     *     #AGREEING_MAX}
     * @param singles whether a pass that ends with legible reads but too little agreement is
     *     published all the same, flagged {@code single_read}
     */
    public record Agreement(int reads, boolean singles) {
        private static final int AGREEING_MAX = 100;

        public Agreement {
            if (reads < 2 || reads > AGREEING_MAX) {
                throw new IllegalArgumentException(
                        "agreeing_reads must be 2 to %d, got: %d; for events of a single read set single_reads: true"
                                .formatted(AGREEING_MAX, reads));
            }
        }

        /** Tries that a pass is worth: the usual ones, more where more must agree. */
        private int tries() {
            return Math.max(USUAL_READS, 3 * reads);
        }
    }

    /**
     * The whole picture and plates of 30 pixels or more, direction by their growth; two reads, up
     * to twelve tries, a rest of two seconds, rejoined within eight.
     */
    public static PassSettings defaults() {
        return of(new Agreement(2, false), WatchedArea.ALL, USUAL_WIDTH, new Growth());
    }

    /** These, with as many tries as the agreement needs, and the rest as usual. */
    public static PassSettings of(
            Agreement agreement, WatchedArea area, int plateWidthMin, DirectionRule direction) {
        return new PassSettings(
                agreement,
                area,
                plateWidthMin,
                direction,
                agreement.tries(),
                Duration.ofSeconds(2),
                Duration.ofSeconds(8));
    }

    /** The same with another rest of the detector while nothing moves; zero for none. */
    public PassSettings withStillness(Duration rest) {
        return new PassSettings(agreement, area, plateWidthMin, direction, readsMax, rest, rejoin);
    }
}
