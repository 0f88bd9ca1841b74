package io.alpr.vision.detect;

import io.alpr.vision.image.Picture;
import io.alpr.vision.image.PixelBox;

/** A region of interest around a box: what lies near a plate. Stateless. */
public final class ExpandedRoi {
    private ExpandedRoi() {}

    /**
     * A region around the middle of a box, within the picture.
     *
     * @param widths of the box, to each side
     * @param heights of the box, up and down
     * @param parts of the picture's longer side, one of which each of these is at least
     */
    public static PixelBox of(
            PixelBox box, double widths, double heights, double parts, Picture picture) {
        double least = Math.max(picture.width(), picture.height()) / parts;
        double x = box.x() + box.width() / 2.0;
        double y = box.y() + box.height() / 2.0;
        double across = Math.max(widths * box.width(), least);
        double down = Math.max(heights * box.height(), least);
        return PixelBox.clipped(
                x - across, y - down, x + across, y + down, picture.width(), picture.height());
    }
}
