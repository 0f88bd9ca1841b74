package io.alpr.pilot.pass;

import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.YuvPicture;

/**
 * Cuts what is around a plate, about as much as the vehicle, out of a frame. It stays in the
 * decoder's colours, a quarter of the work of RGB, because few cuts ever become pictures.
 */
final class Surroundings {
    /** Plate widths to each side: a car is about four plates wide. */
    private static final double SIDE = 1.6;

    /** Plate widths above the plate, up to the roof. */
    private static final double ABOVE = 2.8;

    /** Plate widths below the plate, down to the road. */
    private static final double BELOW = 1.0;

    private Surroundings() {}

    static YuvPicture of(YuvPicture picture, PixelBox plate) {
        int size = plate.width();
        var box =
                PixelBox.clipped(
                        plate.x() - SIDE * size,
                        plate.y() - ABOVE * size,
                        plate.right() + SIDE * size,
                        plate.bottom() + BELOW * size,
                        picture.width(),
                        picture.height());
        return cut(picture, box);
    }

    /** The box grown to even corners on the left and at the top, where chroma pixels begin. */
    private static YuvPicture cut(YuvPicture picture, PixelBox box) {
        int x = box.x() & ~1;
        int y = box.y() & ~1;
        int width = box.right() - x;
        int height = box.bottom() - y;
        int chromaStride = (picture.width() + 1) / 2;
        int chromaWidth = (width + 1) / 2;
        int chromaHeight = (height + 1) / 2;
        return new YuvPicture(
                width,
                height,
                plane(picture.y(), picture.width(), new PixelBox(x, y, width, height)),
                plane(
                        picture.u(),
                        chromaStride,
                        new PixelBox(x / 2, y / 2, chromaWidth, chromaHeight)),
                plane(
                        picture.v(),
                        chromaStride,
                        new PixelBox(x / 2, y / 2, chromaWidth, chromaHeight)),
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
