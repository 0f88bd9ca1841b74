package io.alpr.vision.read;

import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.TurnedBox;
import io.alpr.vision.read.PlateReading.Legible;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How else to frame a plate, by where the reader saw its characters: a box stands upright, and much
 * of what it shows of a leaning plate is none. Told in two ways, since neither is always right: the
 * box turned, and a frame around the characters; that one alone where the plate is level and the
 * box much too tall for it. Stateless.
 */
public final class Reframing {
    private static final int CHARACTERS_MIN = 4;

    /** Radians, about a degree: turning less changes nothing. */
    private static final double ANGLE_MIN = Math.toRadians(1);

    private static final double SLOPE_MAX = 0.5;

    /** How far a character may be from the line of all, of the crop's height; rows are further. */
    private static final double LINE_MAX = 0.12;

    /** Of a box's width and height, what a plate that leans in it has at least. */
    private static final double LEAST = 0.5;

    /** Room around the middles of the outer characters, both sides together, in characters. */
    private static final double ROOM = 2;

    /** Width of a plate with one row, in heights: America's have 2, and boxes are not exact. */
    private static final double ASPECT_MIN = 1.9;

    /** By how much a box must be taller than the plate in it to be worth another frame. */
    private static final double TALLER = 1.15;

    private Reframing() {}

    /**
     * Where the plate may be.
     *
     * @param reading of a crop
     * @param crop which part of the picture it shows
     * @param plate the box that was found, in the same picture
     * @return none for a plate that fills its box upright, has too few characters or two rows, or
     *     where the reader does not tell its spots
     */
    public static List<TurnedBox> of(Legible reading, PixelBox crop, PixelBox plate) {
        var spots = reading.spots();
        if (spots.size() < CHARACTERS_MIN) {
            return List.of();
        }
        double[] x = spots.stream().mapToDouble(s -> crop.x() + s.x() * crop.width()).toArray();
        double[] y = spots.stream().mapToDouble(s -> crop.y() + s.y() * crop.height()).toArray();
        double slope = slope(x, y);
        if (Math.abs(slope) > SLOPE_MAX || farthest(x, y, slope) > LINE_MAX * crop.height()) {
            return List.of();
        }
        double angle = Math.atan(slope);
        var around = around(x, y, angle, plate);
        if (Math.abs(angle) >= ANGLE_MIN) {
            return List.of(turned(plate, angle), around);
        }
        return plate.height() > TALLER * around.height() ? List.of(around) : List.of();
    }

    /** By least squares. */
    private static double slope(double[] x, double[] y) {
        double meanX = mean(x);
        double meanY = mean(y);
        double both = 0;
        double square = 0;
        for (int i = 0; i < x.length; i++) {
            both += (x[i] - meanX) * (y[i] - meanY);
            square += (x[i] - meanX) * (x[i] - meanX);
        }
        return square > 0 ? both / square : 0;
    }

    private static double farthest(double[] x, double[] y, double slope) {
        double meanX = mean(x);
        double meanY = mean(y);
        return IntStream.range(0, x.length)
                .mapToDouble(i -> Math.abs(y[i] - meanY - slope * (x[i] - meanX)))
                .max()
                .orElse(0);
    }

    private static double mean(double[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).average().orElse(0);
    }

    /**
     * The box turned about its middle, half as far to the plate's own size as there is to go: the
     * turned rectangle whose hull is the box would be the plate, were boxes just around plates.
     */
    private static TurnedBox turned(PixelBox box, double angle) {
        double cos = Math.cos(angle);
        double sin = Math.abs(Math.sin(angle));
        double scale = cos * cos - sin * sin;
        double width = (box.width() * cos - box.height() * sin) / scale;
        double height = (box.height() * cos - box.width() * sin) / scale;
        return new TurnedBox(
                box.x() + box.width() / 2.0,
                box.y() + box.height() / 2.0,
                (Math.max(width, LEAST * box.width()) + box.width()) / 2,
                (Math.max(height, LEAST * box.height()) + box.height()) / 2,
                angle);
    }

    private static TurnedBox around(double[] x, double[] y, double angle, PixelBox box) {
        double first = x[0];
        double last = x[x.length - 1];
        double middle = (first + last) / 2;
        double step =
                IntStream.range(1, x.length)
                        .mapToDouble(i -> x[i] - x[i - 1])
                        .sorted()
                        .skip((x.length - 1) / 2)
                        .findFirst()
                        .orElse(0);
        double width =
                Math.max((last - first + ROOM * step) / Math.cos(angle), LEAST * box.width());
        return new TurnedBox(
                middle,
                mean(y) + Math.tan(angle) * (middle - mean(x)),
                width,
                Math.min(box.height(), width / ASPECT_MIN),
                angle);
    }
}
