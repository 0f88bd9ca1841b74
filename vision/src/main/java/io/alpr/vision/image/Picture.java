package io.alpr.vision.image;

/**
 * The pixels of one still picture or one video frame, however they are stored.
 *
 * <p>Video frames stay in the decoder's YUV; only what a caller asks for becomes RGB, so a detector
 * pays for its own small input and a reader for the plate alone. Implementations are immutable once
 * built and safe to share between threads.
 */
public sealed interface Picture permits RgbPicture, YuvPicture {
    /** Columns, at least 1. */
    int width();

    /** Rows, at least 1. */
    int height();

    /**
     * A copy of a region at full resolution.
     *
     * @throws IllegalArgumentException if the box does not lie inside this picture
     */
    RgbPicture crop(PixelBox box);

    /**
     * A region resampled to another size: the mean of the covered pixels when shrinking, bilinear
     * when growing.
     *
     * @param region what to look at, inside this picture
     * @param outWidth columns of the result, at least 1
     * @param outHeight rows of the result, at least 1
     * @throws IllegalArgumentException if the region does not lie inside this picture
     */
    RgbPicture scaled(PixelBox region, int outWidth, int outHeight);

    /** The whole picture as a box. */
    default PixelBox bounds() {
        return new PixelBox(0, 0, width(), height());
    }
}
