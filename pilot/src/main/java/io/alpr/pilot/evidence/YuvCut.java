package io.alpr.pilot.evidence;

import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.YuvPicture;

/**
 * Cuts boxes out of frames in the decoder's colours, a quarter of the work of RGB, because few cuts
 * ever become pictures.
 */
final class YuvCut {
    private YuvCut() {}

    /** The box grown to even corners on the left and at the top, where chroma pixels begin. */
    static PixelBox even(PixelBox box) {
        int x = box.x() & ~1;
        int y = box.y() & ~1;
        return new PixelBox(x, y, box.right() - x, box.bottom() - y);
    }

    /**
     * A copy of the box's pixels.
     *
     * @param box inside the picture, made by {@link #even}
     */
    static YuvPicture of(YuvPicture picture, PixelBox box) {
        int stride = (picture.width() + 1) / 2;
        var chroma =
                new PixelBox(
                        box.x() / 2, box.y() / 2, (box.width() + 1) / 2, (box.height() + 1) / 2);
        return new YuvPicture(
                box.width(),
                box.height(),
                plane(picture.y(), picture.width(), box),
                plane(picture.u(), stride, chroma),
                plane(picture.v(), stride, chroma),
                picture.matrix());
    }

    private static byte[] plane(byte[] from, int stride, PixelBox box) {
        var plane = new byte[box.width() * box.height()];
        for (int row = 0; row < box.height(); row++) {
            System.arraycopy(
                    from,
                    (box.y() + row) * stride + box.x(),
                    plane,
                    row * box.width(),
                    box.width());
        }
        return plane;
    }
}
