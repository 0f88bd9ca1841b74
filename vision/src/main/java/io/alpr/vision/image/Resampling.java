package io.alpr.vision.image;

/**
 * Cropping and scaling for both kinds of picture.
 *
 * <p>Scaling works on each axis by itself: the mean of the covered pixels where the axis shrinks,
 * linear between pixel centres where it grows (see {@link Taps}). Only pixels of the asked region
 * are looked at, so scaling a region gives what scaling its crop would give.
 *
 * <p>YUV is sampled plane by plane and only the output's pixels are turned into RGB. A chroma
 * sample sits in the middle of the four luma pixels that share it.
 */
final class Resampling {
    private Resampling() {}

    static RgbPicture crop(Picture picture, PixelBox box) {
        requireInside(picture, box);
        return switch (picture) {
            case RgbPicture rgb -> cropRgb(rgb, box);
            case YuvPicture yuv -> scaledYuv(yuv, box, box.width(), box.height());
        };
    }

    static RgbPicture scaled(Picture picture, PixelBox region, int outWidth, int outHeight) {
        requireInside(picture, region);
        if (outWidth < 1 || outHeight < 1) {
            throw new IllegalArgumentException(
                    "Scaled picture must be 1x1 or larger, got: %dx%d"
                            .formatted(outWidth, outHeight));
        }
        return switch (picture) {
            case RgbPicture rgb -> scaledRgb(rgb, region, outWidth, outHeight);
            case YuvPicture yuv -> scaledYuv(yuv, region, outWidth, outHeight);
        };
    }

    private static void requireInside(Picture picture, PixelBox box) {
        if (box.right() > picture.width() || box.bottom() > picture.height()) {
            throw new IllegalArgumentException(
                    "Box %s must lie inside the picture of %dx%d"
                            .formatted(box, picture.width(), picture.height()));
        }
    }

    private static RgbPicture cropRgb(RgbPicture picture, PixelBox box) {
        var rgb = new byte[3 * box.width() * box.height()];
        for (int row = 0; row < box.height(); row++) {
            int from = 3 * ((box.y() + row) * picture.width() + box.x());
            System.arraycopy(picture.rgb(), from, rgb, 3 * row * box.width(), 3 * box.width());
        }
        return new RgbPicture(box.width(), box.height(), rgb);
    }

    private static RgbPicture scaledRgb(
            RgbPicture picture, PixelBox region, int width, int height) {
        var sampler =
                new PlaneSampler(
                        picture.rgb(),
                        picture.width(),
                        3,
                        Taps.over(region.x(), region.width(), width),
                        Taps.over(region.y(), region.height(), height));
        var row = new float[3 * width];
        var rgb = new byte[3 * width * height];
        for (int y = 0; y < height; y++) {
            sampler.row(y, row);
            int at = 3 * y * width;
            for (int i = 0; i < row.length; i++) {
                rgb[at + i] = (byte) (int) (row[i] + 0.5f);
            }
        }
        return new RgbPicture(width, height, rgb);
    }

    private static RgbPicture scaledYuv(
            YuvPicture picture, PixelBox region, int width, int height) {
        int chromaWidth = (picture.width() + 1) / 2;
        var lumaX = Taps.over(region.x(), region.width(), width);
        var lumaY = Taps.over(region.y(), region.height(), height);
        var chromaX = Taps.over(region.x() / 2.0, region.width() / 2.0, width);
        var chromaY = Taps.over(region.y() / 2.0, region.height() / 2.0, height);
        var luma = new PlaneSampler(picture.y(), picture.width(), 1, lumaX, lumaY);
        var blue = new PlaneSampler(picture.u(), chromaWidth, 1, chromaX, chromaY);
        var red = new PlaneSampler(picture.v(), chromaWidth, 1, chromaX, chromaY);
        var conversion = YuvConversion.of(picture.matrix());
        var y = new float[width];
        var u = new float[width];
        var v = new float[width];
        var rgb = new byte[3 * width * height];
        for (int row = 0; row < height; row++) {
            luma.row(row, y);
            blue.row(row, u);
            red.row(row, v);
            conversion.toRgb(y, u, v, rgb, 3 * row * width);
        }
        return new RgbPicture(width, height, rgb);
    }
}
