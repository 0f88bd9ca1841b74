package io.alpr.pilot.camera;

import io.alpr.vision.image.YuvPicture;
import io.alpr.vision.image.YuvPicture.Matrix;
import java.util.Random;
import java.util.function.IntBinaryOperator;

/** Pictures of 320 by 180 pixels of which only the brightness matters. */
final class SeededPictures {
    static final int WIDTH = 320;
    static final int HEIGHT = 180;

    private SeededPictures() {}

    /** A street that stands still, with a sensor's noise of so many steps. */
    static YuvPicture street(Random random, double noise) {
        return of(
                (x, y) ->
                        (int)
                                Math.round(
                                        60
                                                + 100.0 * ((x / 20 + y / 15) % 2)
                                                + 40.0 * x / WIDTH
                                                + noise * random.nextGaussian()));
    }

    static YuvPicture flat(int luma, Random random, double noise) {
        return of((_, _) -> (int) Math.round(luma + noise * random.nextGaussian()));
    }

    static YuvPicture of(IntBinaryOperator luma) {
        var y = new byte[WIDTH * HEIGHT];
        for (int i = 0; i < y.length; i++) {
            y[i] = (byte) Math.clamp(luma.applyAsInt(i % WIDTH, i / WIDTH), 16, 235);
        }
        var chroma = new byte[WIDTH * HEIGHT / 4];
        return new YuvPicture(WIDTH, HEIGHT, y, chroma, chroma, Matrix.BT709);
    }

    /** The same with a clock in a corner that shows another time each time. */
    static YuvPicture withClock(YuvPicture picture, int time) {
        return of(
                (x, y) ->
                        x < 60 && y < 20
                                ? (x * 7 + y * 13 + time * 31) % 200
                                : picture.y()[y * WIDTH + x] & 255);
    }
}
