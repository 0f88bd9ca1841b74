package io.alpr.pilot.evidence;

import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.PixelSize;

/**
 * A plate that was read in one stream, to be found in another one that shows the same scene.
 *
 * @param text what was read, normalized
 * @param arrivedNanos {@link System#nanoTime} when its frame arrived
 * @param box of the plate in that frame
 * @param size of that frame
 */
public record Sought(String text, long arrivedNanos, PixelBox box, PixelSize size) {
    /**
     * Plate widths around the plate: two streams of one camera are not quite of the same moment,
     * and not always of quite the same section.
     */
    private static final double REACH = 2;

    /** Where the plate should be in a picture of another size. */
    PixelBox in(PixelSize other) {
        return around(other, 0);
    }

    /** Where it is looked for in a picture of another size. */
    PixelBox near(PixelSize other) {
        return around(other, REACH * box.width());
    }

    private PixelBox around(PixelSize other, double margin) {
        double across = (double) other.width() / size.width();
        double down = (double) other.height() / size.height();
        return PixelBox.clipped(
                (box.x() - margin) * across,
                (box.y() - margin) * down,
                (box.right() + margin) * across,
                (box.bottom() + margin) * down,
                other.width(),
                other.height());
    }
}
