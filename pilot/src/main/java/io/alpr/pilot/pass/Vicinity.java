package io.alpr.pilot.pass;

import io.alpr.vision.image.Picture;
import io.alpr.vision.image.PixelBox;

/** What lies around a plate. */
final class Vicinity {
    private Vicinity() {}

    /**
     * A box around the middle of a plate's, within the picture.
     *
     * @param widths to each side
     * @param heights up and down
     * @param parts of the picture's longer side, one of which each of these is at least
     */
    static PixelBox of(
            PixelBox plate, double widths, double heights, double parts, Picture picture) {
        double least = Math.max(picture.width(), picture.height()) / parts;
        double x = plate.x() + plate.width() / 2.0;
        double y = plate.y() + plate.height() / 2.0;
        double across = Math.max(widths * plate.width(), least);
        double down = Math.max(heights * plate.height(), least);
        return PixelBox.clipped(
                x - across, y - down, x + across, y + down, picture.width(), picture.height());
    }
}
