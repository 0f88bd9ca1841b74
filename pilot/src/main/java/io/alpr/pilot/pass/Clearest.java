package io.alpr.pilot.pass;

import io.alpr.vision.EditDistance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The clearest of the pictures that a pass was read in. Owned by the thread of its camera. */
final class Clearest {
    private static final int KEPT = 6;

    private final List<Kept> reads = new ArrayList<>();

    private record Kept(String text, BestRead read) {
        double quality() {
            return read.quality();
        }
    }

    /** Whether a picture of this quality is among them. */
    boolean wants(double quality) {
        return reads.size() < KEPT || quality > reads.getLast().quality();
    }

    /**
     * Adds a picture.
     *
     * @param text that was read in it
     */
    void add(String text, BestRead read) {
        reads.add(new Kept(text, read));
        reads.sort(Comparator.comparingDouble(Kept::quality).reversed());
        if (reads.size() > KEPT) {
            reads.removeLast();
        }
    }

    /** Those that say a text but for one character at most, the clearest first. */
    List<BestRead> saying(String text) {
        return reads.stream()
                .filter(kept -> EditDistance.between(kept.text(), text) <= 1)
                .map(Kept::read)
                .toList();
    }
}
