package io.alpr.pilot.pass;

import io.alpr.vision.image.YuvPicture;
import java.time.Duration;
import java.util.Arrays;

/**
 * Tells whether anything moved since the frame that was last let through, from the brightness of a
 * coarse grid. It compares with that frame and not with the one just before, so that slow movement
 * adds up; and it lets a frame through now and then whatever it sees.
 *
 * <p>One instance for each camera; not safe for several threads.
 */
final class MotionGate {
    private static final int COLUMNS = 64;
    private static final int ROWS = 36;

    /** Samples in each direction of a cell: 16 of them bring the noise of a pixel to a quarter. */
    private static final int SAMPLES = 4;

    /** Change of a cell's mean brightness that is movement, of 255; noise stays below 3. */
    private static final int STEP = 6;

    private final Duration stillness;
    private int[] reference = new int[0];
    private Duration passedAt = Duration.ZERO;

    /**
     * @param stillness how long frames may be held back at most; zero lets all through
     */
    MotionGate(Duration stillness) {
        this.stillness = stillness;
    }

    /** Whether this frame is worth a look; if so, later ones are compared with it. */
    boolean passes(YuvPicture picture, Duration pts) {
        if (stillness.isZero()) {
            return true;
        }
        var grid = grid(picture);
        boolean overdue =
                pts.minus(passedAt).compareTo(stillness) >= 0 || pts.compareTo(passedAt) < 0;
        if (reference.length != 0 && !overdue && !moved(grid)) {
            return false;
        }
        reference = grid;
        passedAt = pts;
        return true;
    }

    private boolean moved(int[] grid) {
        for (int i = 0; i < grid.length; i++) {
            if (Math.abs(grid[i] - reference[i]) > STEP * SAMPLES * SAMPLES) {
                return true;
            }
        }
        return false;
    }

    /** Sums of the cells' samples. */
    private static int[] grid(YuvPicture picture) {
        var grid = new int[COLUMNS * ROWS];
        Arrays.setAll(grid, cell -> sum(picture, cell % COLUMNS, cell / COLUMNS));
        return grid;
    }

    private static int sum(YuvPicture picture, int column, int row) {
        int sum = 0;
        for (int j = 0; j < SAMPLES; j++) {
            long y = ((long) row * SAMPLES + j) * picture.height() / (ROWS * SAMPLES);
            for (int i = 0; i < SAMPLES; i++) {
                long x = ((long) column * SAMPLES + i) * picture.width() / (COLUMNS * SAMPLES);
                sum += picture.y()[(int) (y * picture.width() + x)] & 255;
            }
        }
        return sum;
    }
}
