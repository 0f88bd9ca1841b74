package io.alpr.vision.image;

/**
 * Planar 8-bit YUV 4:2:0 (I420) as video decoders give it: full-resolution luma, chroma of half the
 * width and height (rounded up). Limited ("video") range, BT.601 or BT.709.
 *
 * @param width columns, at least 1
 * @param height rows, at least 1
 * @param y luma, {@code width * height} bytes, no padding
 * @param u blue difference, {@code ceil(width / 2) * ceil(height / 2)} bytes
 * @param v red difference, the same size
 * @param matrix how to turn it into RGB
 */
public record YuvPicture(int width, int height, byte[] y, byte[] u, byte[] v, Matrix matrix)
        implements Picture {
    /** The colour matrix and range of the video. */
    public enum Matrix {
        /** Standard definition, limited range. */
        BT601,
        /** High definition, limited range. */
        BT709,
        /** Full range BT.601, as MJPEG cameras send. */
        JPEG
    }

    public YuvPicture {
        long chroma = (long) ((width + 1) / 2) * ((height + 1) / 2);
        if (width < 1
                || height < 1
                || y.length != (long) width * height
                || u.length != chroma
                || v.length != chroma) {
            throw new IllegalArgumentException(
                    "YuvPicture of %dx%d needs %d, %d and %d bytes, got: %d, %d and %d"
                            .formatted(
                                    width,
                                    height,
                                    (long) width * height,
                                    chroma,
                                    chroma,
                                    y.length,
                                    u.length,
                                    v.length));
        }
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
