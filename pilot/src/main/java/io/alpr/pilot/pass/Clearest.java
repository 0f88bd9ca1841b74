package io.alpr.pilot.pass;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The clearest of the pictures that a pass was read in. Owned by the thread of its camera. */
final class Clearest {
    private static final int KEPT = 6;

    private final List<BestRead> reads = new ArrayList<>();

    /** Whether a picture of this quality is among them. */
    boolean wants(double quality) {
        return reads.size() < KEPT || quality > reads.getLast().quality();
    }

    void add(BestRead read) {
        reads.add(read);
        reads.sort(Comparator.comparingDouble(BestRead::quality).reversed());
        if (reads.size() > KEPT) {
            reads.removeLast();
        }
    }

    /** The clearest first. */
    List<BestRead> all() {
        return List.copyOf(reads);
    }
}
