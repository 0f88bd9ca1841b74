package io.alpr.app.bench;

import io.alpr.app.evaluate.LabelledPlate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;

/**
 * How the events of cameras that play the same street over and over stand to its passes. A pass of
 * a round that has begun and not ended may be there or not. Not safe for several threads.
 */
final class LoopCount {
    private final List<String> truth;
    private final List<String> missed = new ArrayList<>();
    private final List<String> strangers = new ArrayList<>();
    private int due;
    private final List<String> doubled = new ArrayList<>();

    /**
     * @param truth the plate of each pass of one round, no two equal
     */
    LoopCount(List<String> truth) {
        this.truth = truth.stream().map(LabelledPlate::folded).toList();
    }

    /**
     * One camera.
     *
     * @param events the plate of each of its events
     * @param rounds that it has seen from beginning to end
     */
    void add(List<String> events, int rounds) {
        var said = new HashMap<String, Integer>();
        events.forEach(text -> said.merge(LabelledPlate.folded(text), 1, Integer::sum));
        for (var text : truth) {
            int times = said.getOrDefault(text, 0);
            due += rounds;
            for (int i = times; i < rounds; i++) {
                missed.add(text);
            }
            for (int i = rounds + 1; i < times; i++) {
                doubled.add(text);
            }
        }
        said.keySet().removeAll(new HashSet<>(truth));
        said.forEach(
                (text, times) -> {
                    for (int i = 0; i < times; i++) {
                        strangers.add(text);
                    }
                });
    }

    /** All cameras together. */
    PassCount passes() {
        return new PassCount(
                due,
                Math.max(0, due - missed.size() - doubled.size()),
                doubled.stream().sorted().toList(),
                strangers.stream().sorted().toList(),
                missed.stream().sorted().toList());
    }
}
