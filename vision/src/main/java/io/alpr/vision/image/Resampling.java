package io.alpr.vision.image;

/** Cropping and scaling for both kinds of picture. */
final class Resampling {
    private Resampling() {}

    static RgbPicture crop(Picture picture, PixelBox box) {
        return scaled(picture, box, box.width(), box.height());
    }

    static RgbPicture scaled(Picture picture, PixelBox region, int outWidth, int outHeight) {
        throw new IllegalStateException(
                "being written: " + picture + region + outWidth + outHeight);
    }
}
