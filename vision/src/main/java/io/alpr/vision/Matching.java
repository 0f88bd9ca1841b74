package io.alpr.vision;

import io.alpr.vision.image.PixelBox;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/**
 * Which found box belongs to which labelled box, one to one, as {@code evaluate} counts them.
 *
 * <p>Greedy: the pair with the highest intersection over union first, of equal pairs the one with
 * the lower label, then the lower found index; pairs below the limit never.
 *
 * @param pairs the pairs, best first
 */
public record Matching(List<Pair> pairs) {
    /** The customary limit of intersection over union, 0 to 1. */
    public static final double IOU_MIN = 0.5;

    public Matching {
        pairs = List.copyOf(pairs);
    }

    /**
     * A labelled box and the found box that hits it.
     *
     * @param label index among the labelled boxes
     * @param found index among the found boxes
     * @param iou intersection over union, 0 to 1
     */
    public record Pair(int label, int found, double iou) {}

    /** Matches boxes of one picture at {@link #IOU_MIN}. */
    public static Matching of(List<PixelBox> labels, List<PixelBox> found) {
        return of(labels, found, IOU_MIN);
    }

    /**
     * Matches boxes of one picture.
     *
     * @param iouMin lowest intersection over union of a pair, above 0, to 1
     */
    public static Matching of(List<PixelBox> labels, List<PixelBox> found, double iouMin) {
        if (!(iouMin > 0 && iouMin <= 1)) {
            throw new IllegalArgumentException("Lowest IoU must be above 0, to 1, got: " + iouMin);
        }
        var possible = new ArrayList<Pair>();
        for (int i = 0; i < labels.size(); i++) {
            for (int j = 0; j < found.size(); j++) {
                double iou = labels.get(i).iou(found.get(j));
                if (iou >= iouMin) {
                    possible.add(new Pair(i, j, iou));
                }
            }
        }
        // The sort is stable, so that equal pairs stay in the order of their indices.
        possible.sort(Comparator.comparingDouble(Pair::iou).reversed());
        var labelTaken = new boolean[labels.size()];
        var foundTaken = new boolean[found.size()];
        var pairs = new ArrayList<Pair>();
        for (var pair : possible) {
            if (!labelTaken[pair.label()] && !foundTaken[pair.found()]) {
                labelTaken[pair.label()] = true;
                foundTaken[pair.found()] = true;
                pairs.add(pair);
            }
        }
        return new Matching(pairs);
    }

    /** The found box of a label, empty where it was missed. */
    public OptionalInt foundFor(int label) {
        return pairs.stream().filter(p -> p.label() == label).mapToInt(Pair::found).findFirst();
    }
}
