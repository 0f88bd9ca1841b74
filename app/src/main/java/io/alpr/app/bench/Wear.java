package io.alpr.app.bench;

import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.RgbPicture;
import java.util.SplittableRandom;

/**
 * What a bad camera in a bad place does to a picture: too few pixels, a lens that never quite
 * focuses, little light and much noise. The blur comes and goes slowly, so that the frames of one
 * pass are bad together and their faults do not average out.
 *
 * @param shrink the picture becomes so many times smaller, 1 or more
 * @param blurMin least blur, pixels of the smaller picture, 1 for none
 * @param blurMax most blur, at least {@code blurMin}
 * @param light share of the light that is left, more than 0, at most 1
 * @param noise deviation, 8-bit steps, 0 for none
 */
record Wear(double shrink, double blurMin, double blurMax, double light, double noise) {
    /**
     * Seconds from one best moment of the lens to the next: less than a pass takes, since nobody
     * reads what is never to be seen.
     */
    private static final double PERIOD_SECONDS = 2.3;

    Wear {
        boolean sound =
                shrink >= 1
                        && blurMin >= 1
                        && blurMax >= blurMin
                        && light > 0
                        && light <= 1
                        && noise >= 0;
        if (!sound) {
            throw new IllegalArgumentException(
                    "wear must shrink by 1 or more, blur by 1 or more, leave some light: %s %s %s %s %s"
                            .formatted(shrink, blurMin, blurMax, light, noise));
        }
    }

    /** The picture at a time of the video, seconds; equal arguments give equal pixels. */
    RgbPicture on(RgbPicture picture, double seconds, long seed) {
        int width = even(picture.width() / shrink);
        int height = even(picture.height() / shrink);
        double phase = 2 * Math.PI * seconds / PERIOD_SECONDS + seed;
        double blur = blurMin + (blurMax - blurMin) * (0.5 + 0.5 * StrictMath.sin(phase));
        var coarse = scaled(picture, (int) (width / blur), (int) (height / blur));
        return dimmed(scaled(coarse, width, height), seed * 31 + Math.round(seconds * 1000));
    }

    private static int even(double length) {
        return 2 * (int) (length / 2);
    }

    private static RgbPicture scaled(RgbPicture picture, int width, int height) {
        var whole = new PixelBox(0, 0, picture.width(), picture.height());
        return picture.scaled(whole, width, height);
    }

    private RgbPicture dimmed(RgbPicture picture, long seed) {
        var random = new SplittableRandom(seed);
        byte[] from = picture.rgb();
        var rgb = new byte[from.length];
        for (int i = 0; i < rgb.length; i++) {
            double grain =
                    noise == 0
                            ? 0
                            : noise
                                    * (random.nextDouble()
                                            + random.nextDouble()
                                            + random.nextDouble()
                                            - 1.5)
                                    * 2;
            rgb[i] = (byte) Math.clamp((from[i] & 255) * light + grain, 0, 255);
        }
        return new RgbPicture(picture.width(), picture.height(), rgb);
    }

    /** Where a pixel of the picture is after it was made smaller. */
    PixelBox on(PixelBox box, int width, int height) {
        return PixelBox.clipped(
                box.x() / shrink,
                box.y() / shrink,
                box.right() / shrink,
                box.bottom() / shrink,
                even(width / shrink),
                even(height / shrink));
    }
}
