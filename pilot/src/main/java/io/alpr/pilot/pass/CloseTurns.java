package io.alpr.pilot.pass;

/**
 * Which crops of a plate are read closely, for the usual reads come to nothing: every other one
 * after two, and a few in all, since what cannot be read at all may stand there for hours. Owned by
 * the thread of its camera.
 */
final class CloseTurns {
    /** Crops that are read as usual before one is read closely. */
    private static final int BEFORE = 2;

    /** Close reads at most; each costs as much as some ten usual ones. */
    private static final int MOST = 4;

    private int crops;
    private int close;

    /** Another crop is going to be read; whether closely. */
    boolean next() {
        crops++;
        if (close == MOST || crops - 2 * close <= BEFORE) {
            return false;
        }
        close++;
        return true;
    }

    /** There is hope again: the plate is larger, clearer, or was read. */
    void beginAnew() {
        crops = 0;
        close = 0;
    }
}
