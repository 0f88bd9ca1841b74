package io.alpr.pilot;

import java.util.List;

/**
 * What became of the cameras, by their ids; all others were not touched.
 *
 * @param started that were not there before
 * @param restarted whose settings have changed
 * @param removed that are there no more
 */
public record TakeOver(List<String> started, List<String> restarted, List<String> removed) {
    static final TakeOver NOTHING = new TakeOver(List.of(), List.of(), List.of());

    public TakeOver {
        started = List.copyOf(started);
        restarted = List.copyOf(restarted);
        removed = List.copyOf(removed);
    }

    /** Whether no camera was touched. */
    public boolean isNothing() {
        return equals(NOTHING);
    }
}
