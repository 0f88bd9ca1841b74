package io.alpr.pilot.pass;

import io.alpr.pilot.area.DirectionRule;
import io.alpr.pilot.area.Growth;
import io.alpr.pilot.area.Line;
import io.alpr.pilot.area.Line.Side;
import io.alpr.vision.image.Picture;
import io.alpr.vision.image.PixelBox;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/**
 * Where one vehicle goes, from the boxes of its plate alone: on which side of the line it was first
 * and last seen, and how wide its plate was at the beginning and at the end. Owned by the thread of
 * its camera.
 */
final class Heading {
    /** Widths that are averaged at each end. */
    private static final int WIDTHS = 3;

    /** Sightings below which nothing is said of growth: the box of one frame is too rough. */
    private static final int WIDTHS_MIN = 4;

    private final DirectionRule rule;
    private final List<Integer> firstWidths = new ArrayList<>();
    private final Deque<Integer> lastWidths = new ArrayDeque<>();
    private long widths;
    private Side came = Side.NEAR;
    private Side went = Side.NEAR;

    Heading(DirectionRule rule) {
        this.rule = rule;
    }

    /** The plate was seen here. */
    void seen(PixelBox plate, Picture picture) {
        if (rule instanceof Line line) {
            wasOn(line.side(plate, picture));
        } else if (isWhole(plate, picture)) {
            widths++;
            wide(plate.width());
        }
    }

    /** A plate at the edge may be cut by it, which looks like shrinking. */
    private static boolean isWhole(PixelBox plate, Picture picture) {
        return plate.x() > 0
                && plate.y() > 0
                && plate.right() < picture.width()
                && plate.bottom() < picture.height();
    }

    private void wasOn(Side side) {
        if (side != Side.NEAR) {
            came = came == Side.NEAR ? side : came;
            went = side;
        }
    }

    private void wide(int width) {
        if (firstWidths.size() < WIDTHS) {
            firstWidths.add(width);
        }
        lastWidths.addLast(width);
        if (lastWidths.size() > WIDTHS) {
            lastWidths.removeFirst();
        }
    }

    /** The vehicle was lost for a moment, and went on like this. */
    void goOn(Heading later) {
        wasOn(later.came);
        wasOn(later.went);
        widths += later.widths;
        later.firstWidths.forEach(this::wide);
        later.lastWidths.forEach(this::wide);
    }

    /** As events say it, empty while it is not known. */
    String direction() {
        return switch (rule) {
            case Line line -> line.direction(came, went);
            case Growth growth ->
                    widths < WIDTHS_MIN
                            ? ""
                            : growth.direction(mean(firstWidths), mean(lastWidths));
        };
    }

    /** Whether it has crossed a line, which is news at once; growth is told at the end. */
    boolean crossed() {
        return rule instanceof Line && !direction().isEmpty();
    }

    private static double mean(Collection<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).average().orElse(1);
    }
}
