package io.alpr.pilot.camera;

import io.alpr.vision.image.YuvPicture;
import java.util.Arrays;

/**
 * Looks at the brightness of a coarse grid of a frame and tells whether its very samples have come
 * before, and its {@link Tone}. About 2300 samples, less than 0.1 ms.
 *
 * <p>A still scene never repeats itself: the sensor's noise changes samples in every frame, and a
 * camera's encoder writes that noise anew with each key frame. A frozen picture does repeat itself,
 * but not from frame to frame: encoders refine the same picture between key frames, and begin again
 * with the next, so the frames of one such round come again in every round. Therefore a frame is
 * compared with the {@value #ROUND} before it, exactly, by checksums of 16 tiles. Tiles without
 * contrast say nothing (night has no noise after encoding) and are left out, so that a dark road
 * with a lamp is not judged at all; of many tiles two may differ, because a clock that the camera
 * writes into the picture goes on.
 *
 * <p>Not safe for several threads.
 */
final class PictureWatch {
    private static final int COLUMNS = 64;
    private static final int ROWS = 36;
    private static final int SIDE = 4;
    private static final int TILES = SIDE * SIDE;
    private static final int TILE_COLUMNS = COLUMNS / SIDE;
    private static final int TILE_ROWS = ROWS / SIDE;

    /** Frames remembered: the rounds of usual encoders at usual rates are shorter. */
    private static final int ROUND = 64;

    /** Brightest less darkest sample, of 255, of a tile that tells something. */
    private static final int CONTRAST = 12;

    private static final int TELLING_MIN = 6;
    private static final int DIFFERENT_MAX = 2;

    private final int[] counts = new int[256];
    private final long[][] remembered = new long[TILES][ROUND];
    private int frames;
    private int width;
    private int height;

    /**
     * @param repeats whether these very samples have come before; never for a picture with too
     *     little in it to tell
     * @param tone of its brightness
     */
    record Look(boolean repeats, Tone tone) {}

    Look look(YuvPicture picture) {
        if (picture.width() != width || picture.height() != height) {
            width = picture.width();
            height = picture.height();
            forget();
        }
        Arrays.fill(counts, 0);
        int telling = 0;
        int different = 0;
        for (int tile = 0; tile < TILES; tile++) {
            int least = 255;
            int most = 0;
            long sum = 0;
            for (int i = 0; i < TILE_COLUMNS * TILE_ROWS; i++) {
                int sample = sample(picture, tile, i);
                counts[sample]++;
                least = Math.min(least, sample);
                most = Math.max(most, sample);
                // Multiplying by an odd number loses nothing: differing tiles hardly ever meet.
                sum = (sum + sample + 1) * 0x9E3779B97F4A7C15L;
            }
            boolean known = knows(remembered[tile], sum);
            remembered[tile][frames % ROUND] = sum;
            if (most - least >= CONTRAST) {
                telling++;
                different += known ? 0 : 1;
            }
        }
        frames++;
        var tone = Tone.of(counts, COLUMNS * ROWS, picture.matrix());
        return new Look(telling >= TELLING_MIN && different <= allowed(telling), tone);
    }

    /** Of few tiles all must agree. */
    private static int allowed(int telling) {
        return Math.min(DIFFERENT_MAX, telling / 5 - 1);
    }

    /** Another connection may show the old picture all the same, but its rounds are its own. */
    void forget() {
        frames = 0;
    }

    private boolean knows(long[] sums, long sum) {
        for (int i = 0; i < Math.min(frames, ROUND); i++) {
            if (sums[i] == sum) {
                return true;
            }
        }
        return false;
    }

    /** The pixel in the middle of a cell of the grid. */
    private static int sample(YuvPicture picture, int tile, int i) {
        long column = (long) tile % SIDE * TILE_COLUMNS + i % TILE_COLUMNS;
        long row = (long) tile / SIDE * TILE_ROWS + i / TILE_COLUMNS;
        int x = (int) ((2 * column + 1) * picture.width() / (2 * COLUMNS));
        int y = (int) ((2 * row + 1) * picture.height() / (2 * ROWS));
        return picture.y()[y * picture.width() + x] & 255;
    }
}
