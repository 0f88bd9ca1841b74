package io.alpr.pilot.pass;

import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.YuvPicture;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Tells where anything moved, from the brightness of a coarse grid. Each cell is compared with what
 * it was when it was last looked at and not with the frame just before, so that slow movement adds
 * up; and now and then all of the picture is worth a look whatever moved.
 *
 * <p>One instance for each camera; not safe for several threads.
 */
final class MotionGate {
    private static final int COLUMNS = 64;
    private static final int ROWS = 36;

    private static final PixelBox WHOLE = new PixelBox(0, 0, COLUMNS, ROWS);

    /** Samples in each direction of a cell: 16 of them bring the noise of a pixel to a quarter. */
    private static final int SAMPLES = 4;

    /** Change of a cell's mean brightness that is movement, of 255; noise stays below 3. */
    private static final int STEP = 6;

    /** Cells around a moving one: a plate's surroundings help to find it, as far as a bonnet. */
    private static final int MARGIN = 5;

    /** Share of the picture from which on a look at all of it costs hardly more. */
    private static final double MOST = 0.7;

    private final Duration stillness;
    private int[] reference = new int[0];
    private Duration wholeAt = Duration.ZERO;

    /** The frame that was asked about last, and where it is to be looked at, in cells. */
    private int[] grid = new int[0];

    private List<PixelBox> patches = List.of();
    private Duration askedAt = Duration.ZERO;

    /**
     * @param stillness after which the whole picture is looked at again; zero for always
     */
    MotionGate(Duration stillness) {
        this.stillness = stillness;
    }

    /**
     * Where this frame is worth a look.
     *
     * @return boxes of the picture that do not overlap; none while nothing moves
     */
    List<PixelBox> moved(YuvPicture picture, Duration pts) {
        if (stillness.isZero()) {
            return List.of(picture.bounds());
        }
        grid = grid(picture);
        askedAt = pts;
        boolean overdue =
                pts.minus(wholeAt).compareTo(stillness) >= 0 || pts.compareTo(wholeAt) < 0;
        patches =
                reference.length == 0 || overdue
                        ? List.of(WHOLE)
                        : Patches.around(changed(grid), COLUMNS, ROWS, MARGIN);
        if (patches.stream().mapToLong(PixelBox::area).sum() > MOST * WHOLE.area()) {
            patches = List.of(WHOLE);
        }
        return patches.stream().map(patch -> pixels(patch, picture)).toList();
    }

    /** The last frame was looked at there; later ones are compared with it. */
    void looked() {
        if (patches.contains(WHOLE)) {
            reference = grid;
            wholeAt = askedAt;
        } else {
            patches.forEach(patch -> remember(grid, patch));
        }
    }

    private BitSet changed(int[] grid) {
        var changed = new BitSet(grid.length);
        for (int i = 0; i < grid.length; i++) {
            changed.set(i, Math.abs(grid[i] - reference[i]) > STEP * SAMPLES * SAMPLES);
        }
        return changed;
    }

    private void remember(int[] grid, PixelBox patch) {
        for (int row = patch.y(); row < patch.bottom(); row++) {
            int from = row * COLUMNS + patch.x();
            System.arraycopy(grid, from, reference, from, patch.width());
        }
    }

    private static PixelBox pixels(PixelBox patch, YuvPicture picture) {
        return PixelBox.clipped(
                (double) patch.x() * picture.width() / COLUMNS,
                (double) patch.y() * picture.height() / ROWS,
                (double) patch.right() * picture.width() / COLUMNS,
                (double) patch.bottom() * picture.height() / ROWS,
                picture.width(),
                picture.height());
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
