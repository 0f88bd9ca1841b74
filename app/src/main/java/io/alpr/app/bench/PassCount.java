package io.alpr.app.bench;

import io.alpr.app.evaluate.LabelledPlate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * How the events of a video stand to its true passes. O counts as 0 and I as 1, as labels of
 * photographs do not tell them apart.
 *
 * @param passes true ones
 * @param right true passes with exactly one event
 * @param doubled true passes with more than one event, as often as there are too many
 * @param strangers texts of events that no true pass has
 * @param missed true passes without an event of their text
 */
public record PassCount(
        int passes, int right, List<String> doubled, List<String> strangers, List<String> missed) {
    /** Below this share a speed says nothing: what does not recognise is fast. */
    static final double SHARE_MIN = 0.95;

    static PassCount of(List<String> truth, List<String> events) {
        var folded = events.stream().map(LabelledPlate::folded).toList();
        var missed = new ArrayList<String>();
        int right = 0;
        var doubled = new ArrayList<String>();
        for (var text : truth) {
            long said = folded.stream().filter(LabelledPlate.folded(text)::equals).count();
            right += said == 1 ? 1 : 0;
            if (said > 1) {
                doubled.add(text);
            }
            if (said == 0) {
                missed.add(text);
            }
        }
        var known = new HashSet<>(truth.stream().map(LabelledPlate::folded).toList());
        var strangers =
                events.stream()
                        .filter(text -> !known.contains(LabelledPlate.folded(text)))
                        .toList();
        return new PassCount(
                truth.size(), right, List.copyOf(doubled), strangers, List.copyOf(missed));
    }

    /** Share of the passes that were read right and once, 0 to 1. */
    public double share() {
        return passes == 0 ? 0 : (double) right / passes;
    }

    /** Whether a speed that was measured with it counts. */
    public boolean counts() {
        return share() >= SHARE_MIN;
    }
}
