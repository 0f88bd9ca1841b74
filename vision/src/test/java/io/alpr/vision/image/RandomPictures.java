package io.alpr.vision.image;

import io.alpr.vision.image.YuvPicture.Matrix;
import java.util.List;
import java.util.Random;

/** Seeded pictures of noise, sizes and all. */
public final class RandomPictures {
    private RandomPictures() {}

    public static RgbPicture rgb(Random random, int sideMax) {
        return rgb(random, 1 + random.nextInt(sideMax), 1 + random.nextInt(sideMax));
    }

    public static RgbPicture rgb(Random random, int width, int height) {
        return new RgbPicture(width, height, bytes(random, 3 * width * height));
    }

    public static YuvPicture yuv(Random random, int sideMax) {
        return yuv(random, 1 + random.nextInt(sideMax), 1 + random.nextInt(sideMax));
    }

    public static YuvPicture yuv(Random random, int width, int height) {
        int chroma = ((width + 1) / 2) * ((height + 1) / 2);
        var matrix = List.of(Matrix.values()).get(random.nextInt(3));
        return new YuvPicture(
                width,
                height,
                bytes(random, width * height),
                bytes(random, chroma),
                bytes(random, chroma),
                matrix);
    }

    public static PixelBox box(Random random, Picture picture) {
        int x = random.nextInt(picture.width());
        int y = random.nextInt(picture.height());
        return new PixelBox(
                x,
                y,
                1 + random.nextInt(picture.width() - x),
                1 + random.nextInt(picture.height() - y));
    }

    private static byte[] bytes(Random random, int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
