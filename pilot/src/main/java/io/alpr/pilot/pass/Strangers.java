package io.alpr.pilot.pass;

import io.alpr.pilot.source.SourceItem.Frame;
import io.alpr.vision.image.PixelBox;
import io.alpr.vision.read.PlateReading.Legible;
import io.alpr.vision.read.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads of a track that cannot be of its vehicle. When a plate was out of sight for a moment and
 * one is found again in its place, as where a camera takes a picture now and then or somebody
 * drives up in another's place, it may be another's. Its reads are kept apart until two of them say
 * the same, and then the pass of another vehicle has begun; or until one says what the pass says,
 * and then they were misreads of it. Owned by the thread of its camera.
 */
final class Strangers {
    /** Reads that are taken after a plate was out of sight, whatever was spent before. */
    private static final int LOOKS = 6;

    /** The same after one that contradicts: whoever it is may be seen badly for a second. */
    private static final int LOOKS_IN_DOUBT = 12;

    /** Looks in all until the plate is out of sight again, for who is never read alike. */
    private static final int LOOKS_IN_ALL = 60;

    /** Reads that are kept: their frames are large. */
    private static final int HELD_MAX = 6;

    private final CloseTurns turns = new CloseTurns();
    private final List<Stranger> held = new ArrayList<>();
    private int looks;
    private int looksLeft;

    /**
     * One read.
     *
     * @param frame in which
     * @param box of the plate in it
     * @param quality of the crop, 0 to 1
     */
    record Stranger(Legible reading, Frame frame, PixelBox box, double quality) {}

    /** The plate of the track is not in this frame. */
    void outOfSight() {
        looks = LOOKS;
        looksLeft = LOOKS_IN_ALL;
    }

    /** Whether it must be seen if the plate is still the same. */
    boolean areExpected() {
        return looks > 0;
    }

    /**
     * A crop of the plate is going to be read.
     *
     * @param agreed whether the pass's own reads agree, so that there is something to contradict
     * @return whether it is to be read closely, for the usual reads do not say whose plate it is
     */
    boolean looked(boolean agreed) {
        boolean close = agreed && areExpected() && turns.next();
        looks = Math.max(0, looks - 1);
        looksLeft = Math.max(0, looksLeft - 1);
        return close;
    }

    /**
     * Keeps a read that contradicts what the pass says.
     *
     * @param said what its reads agree upon
     * @return whether it was kept; if not, the read is the pass's own
     */
    boolean take(Stranger read, Optional<Verdict> said) {
        boolean possible = looks > 0 || !held.isEmpty();
        if (!possible || said.isEmpty()) {
            return false;
        }
        if (said.get().couldBe(read.reading().text())) {
            looks = 0;
            turns.beginAnew();
            return false;
        }
        held.add(read);
        if (held.size() > HELD_MAX) {
            held.removeFirst();
        }
        looks = Math.min(LOOKS_IN_DOUBT, looksLeft);
        return true;
    }

    /** Whether two of them say the same. */
    boolean areSure() {
        return held.stream().map(one -> one.reading().text()).distinct().count() < held.size();
    }

    /** Gives them away, in their order. */
    List<Stranger> leave() {
        var all = List.copyOf(held);
        held.clear();
        return all;
    }
}
