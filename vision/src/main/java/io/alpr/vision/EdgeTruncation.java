package io.alpr.vision;

import io.alpr.vision.image.Picture;
import io.alpr.vision.image.PixelBox;
import io.alpr.vision.read.Spot;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether the picture's edge may cut a plate: a box that ends where the picture ends is part of a
 * plate until shown otherwise, however clear its characters are. Shown otherwise is it only where
 * the plate fills the picture, as in a cut-out or under a zoomed lens, and there is room beside its
 * outer characters. Stateless.
 */
public final class EdgeTruncation {
    /** Highest confidence of what may be truncated: nobody should act on it. */
    public static final double CONFIDENCE_MAX = 0.5;

    /** Share of the picture's side from which on a plate fills it. */
    private static final double FILLS = 0.8;

    /** Share of the box's side by which its edge may be off. */
    private static final double OFF = 0.01;

    /** From the middle of an outer character to the picture's edge, in steps between characters. */
    private static final double ROOM = 0.6;

    private EdgeTruncation() {}

    /**
     * Whether the plate in a box may go on outside of the picture.
     *
     * @param box of the plate
     * @param shown the part of the picture that was read
     * @param spots of the characters in that part; none where they are not known
     */
    public static boolean isPossible(
            Picture picture, PixelBox box, PixelBox shown, List<Spot> spots) {
        boolean tall = box.height() >= FILLS * picture.height();
        double down = Math.max(1, OFF * box.height());
        if (!tall && (box.y() < down || picture.height() - box.bottom() < down)) {
            return true;
        }
        double across = Math.max(1, OFF * box.width());
        boolean left = box.x() < across;
        boolean right = picture.width() - box.right() < across;
        if (!left && !right) {
            return false;
        }
        boolean wide = box.width() >= FILLS * picture.width();
        return !wide || !hasRoom(picture, shown, spots, left, right);
    }

    private static boolean hasRoom(
            Picture picture, PixelBox shown, List<Spot> spots, boolean left, boolean right) {
        var x = spots.stream().mapToDouble(s -> shown.x() + s.x() * shown.width()).toArray();
        // The row begins anew where x goes back.
        var steps =
                IntStream.range(1, x.length)
                        .mapToDouble(i -> x[i] - x[i - 1])
                        .filter(step -> step > 0)
                        .sorted()
                        .toArray();
        if (steps.length == 0) {
            return true;
        }
        double room = ROOM * steps[steps.length / 2];
        double first = IntStream.range(0, x.length).mapToDouble(i -> x[i]).min().orElse(0);
        double last = IntStream.range(0, x.length).mapToDouble(i -> x[i]).max().orElse(0);
        return (!left || first >= room) && (!right || picture.width() - last >= room);
    }
}
