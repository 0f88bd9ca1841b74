package io.alpr.pilot.pass;

import io.alpr.pilot.reject.Reject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What was refused of one pass: for each reason the picture that shows the plate largest, given
 * away once, so that a parked vehicle does not fill the disk. Owned by the thread of its camera.
 */
final class Refusals {
    private final Map<String, Reject> largest = new HashMap<>();
    private final Set<String> told = new HashSet<>();

    void add(Reject reject) {
        if (!told.contains(reject.reason())) {
            largest.merge(
                    reject.reason(),
                    reject,
                    (old, next) -> next.box().area() > old.box().area() ? next : old);
        }
    }

    /** Those of reasons that were not told before, in the order of the reasons' names. */
    List<Reject> tell() {
        var untold = List.copyOf(new TreeMap<>(largest).values());
        told.addAll(largest.keySet());
        largest.clear();
        return untold;
    }
}
