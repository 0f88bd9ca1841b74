package io.alpr.pilot.evidence;

import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.YuvPicture;

/** Cuts what is around a plate, about as much as the vehicle, out of a frame. */
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
        return YuvCut.of(picture, YuvCut.even(box));
    }
}
