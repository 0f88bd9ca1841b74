package io.alpr.pilot.pass;

import io.alpr.vision.image.PixelBox;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The few boxes of a coarse grid that hold all of its marked cells, each with a margin around it:
 * boxes that touch are one, and so are those that are hardly smaller apart than together.
 */
final class Patches {
    /** How much larger than both apart a box of two may be: every box costs something by itself. */
    private static final double JOINT = 1.2;

    private Patches() {}

    /**
     * Finds them.
     *
     * @param marked cells, row by row
     * @param margin cells on each side of a marked one
     * @return boxes in cells that do not overlap; none where none is marked
     */
    static List<PixelBox> around(BitSet marked, int columns, int rows, int margin) {
        var boxes = new ArrayList<PixelBox>();
        for (int cell = marked.nextSetBit(0); cell >= 0; cell = marked.nextSetBit(cell + 1)) {
            int x = cell % columns;
            int y = cell / columns;
            join(
                    boxes,
                    PixelBox.clipped(
                            x - margin, y - margin, x + margin + 1, y + margin + 1, columns, rows));
        }
        return boxes;
    }

    /** Few boxes that hold all of these, and do not overlap. */
    static List<PixelBox> joined(List<PixelBox> all) {
        var boxes = new ArrayList<PixelBox>();
        all.forEach(box -> join(boxes, box));
        return List.copyOf(boxes);
    }

    /** Whether one of these boxes holds all of another. */
    static boolean hold(List<PixelBox> boxes, PixelBox whole) {
        return boxes.stream().anyMatch(box -> box.contains(whole));
    }

    private static void join(List<PixelBox> boxes, PixelBox added) {
        var grown = added;
        for (int i = 0; i < boxes.size(); i++) {
            var both = boxes.get(i).hull(grown);
            if (grown.iou(boxes.get(i)) > 0
                    || both.area() <= JOINT * (boxes.get(i).area() + grown.area())) {
                boxes.remove(i);
                grown = both;
                // It may touch now what it did not before.
                i = -1;
            }
        }
        boxes.add(grown);
    }
}
