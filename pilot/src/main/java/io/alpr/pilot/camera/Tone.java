package io.alpr.pilot.camera;

import io.alpr.vision.image.YuvPicture.Matrix;

/** What the brightness of a picture's samples says of it. */
enum Tone {
    /** Something can be seen. */
    FINE,
    /** All but 5 in 1000 samples are darker than a tenth: a lamp or a lit plate makes it fine. */
    BLACK,
    /** 80 % of the samples are as bright as can be. */
    WHITE,
    /** 99 % of the samples lie within a twentieth, about what noise alone does. */
    BLANK;

    private static final double DARK = 0.10;
    private static final double DARK_SHARE = 0.995;
    private static final double CLIPPED = 0.97;
    private static final double CLIPPED_SHARE = 0.80;
    private static final double TAIL = 0.005;
    private static final double EVEN = 0.05;

    /**
     * @param counts of samples by their value, 256 of them
     * @param samples how many there are in all
     */
    static Tone of(int[] counts, int samples, Matrix matrix) {
        int black = matrix == Matrix.JPEG ? 0 : 16;
        double span = matrix == Matrix.JPEG ? 255 : 219;
        int below = 0;
        int dark = 0;
        int clipped = 0;
        int low = -1;
        int high = 255;
        for (int value = 0; value < counts.length; value++) {
            below += counts[value];
            double brightness = (value - black) / span;
            dark += brightness <= DARK ? counts[value] : 0;
            clipped += brightness >= CLIPPED ? counts[value] : 0;
            low = low < 0 && below > TAIL * samples ? value : low;
            high = below <= (1 - TAIL) * samples ? value + 1 : high;
        }
        if (dark >= DARK_SHARE * samples) {
            return BLACK;
        }
        if (clipped >= CLIPPED_SHARE * samples) {
            return WHITE;
        }
        return (Math.min(high, 255) - low) / span <= EVEN ? BLANK : FINE;
    }
}
