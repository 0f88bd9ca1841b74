package io.alpr.vision.image;

/**
 * Interleaved 8-bit RGB, row by row from the top left, no padding: pixel (x, y) starts at byte
 * {@code 3 * (y * width + x)} with red first. Values 0 to 255, sRGB. Immutable by convention: the
 * array is handed over, not copied.
 */
public final class RgbPicture implements Picture {
    private final int width;
    private final int height;
    private final byte[] rgb;

    /**
     * @param width columns, at least 1
     * @param height rows, at least 1
     * @param rgb {@code 3 * width * height} bytes, owned by this picture from now on
     */
    public RgbPicture(int width, int height, byte[] rgb) {
        if (width < 1 || height < 1 || rgb.length != 3L * width * height) {
            throw new IllegalArgumentException(
                    "RgbPicture of %dx%d needs %d bytes, got: %d"
                            .formatted(width, height, 3L * width * height, rgb.length));
        }
        this.width = width;
        this.height = height;
        this.rgb = rgb;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    /** The pixels themselves, not a copy; callers must not write to them. */
    public byte[] rgb() {
        return rgb;
    }

    @Override
    public RgbPicture crop(PixelBox box) {
        return Resampling.crop(this, box);
    }

    @Override
    public RgbPicture scaled(PixelBox region, int outWidth, int outHeight) {
        return Resampling.scaled(this, region, outWidth, outHeight);
    }
}
