package io.alpr.vision.image;

/** Cropping and scaling for both kinds of picture. */
final class Resampling {
    private Resampling() {}

    static RgbPicture crop(Picture picture, PixelBox box) {
        return scaled(picture, box, box.width(), box.height());
    }

    static RgbPicture scaled(Picture picture, PixelBox region, int outWidth, int outHeight) {
        var rgb = new byte[3 * outWidth * outHeight];
        for (int y = 0; y < outHeight; y++) {
            for (int x = 0; x < outWidth; x++) {
                int pixel =
                        pixel(
                                picture,
                                region.x() + x * region.width() / outWidth,
                                region.y() + y * region.height() / outHeight);
                int at = 3 * (y * outWidth + x);
                rgb[at] = (byte) (pixel >> 16);
                rgb[at + 1] = (byte) (pixel >> 8);
                rgb[at + 2] = (byte) pixel;
            }
        }
        return new RgbPicture(outWidth, outHeight, rgb);
    }

    private static int pixel(Picture picture, int x, int y) {
        return switch (picture) {
            case RgbPicture p -> {
                int at = 3 * (y * p.width() + x);
                yield ((p.rgb()[at] & 255) << 16)
                        | ((p.rgb()[at + 1] & 255) << 8)
                        | (p.rgb()[at + 2] & 255);
            }
            case YuvPicture p -> 0x010101 * (p.y()[y * p.width() + x] & 255);
        };
    }
}
