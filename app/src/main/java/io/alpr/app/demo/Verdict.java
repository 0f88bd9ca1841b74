package io.alpr.app.demo;

import io.alpr.events.PlateEvent;
import io.alpr.vision.synth.TruePass;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/**
 * What became of the sample.
 *
 * @param published passes that the broker acknowledged
 * @param archived those of them that the Query API answers with the same text
 * @param truePlates plates that really drove by
 * @param readRight those of them that were published with the right text
 * @param wrong published texts that no plate of the sample has
 */
public record Verdict(
        int published, int archived, int truePlates, int readRight, List<String> wrong) {
    private static final double SHARE_MIN = 0.9;

    public Verdict {
        wrong = List.copyOf(wrong);
    }

    /** Compares the published passes with the truth. */
    static Verdict of(List<PlateEvent> published, int archived, List<TruePass> truth) {
        var texts =
                new HashSet<>(published.stream().map(event -> event.plate().normalized()).toList());
        var right = truth.stream().filter(pass -> texts.contains(pass.text())).count();
        truth.forEach(pass -> texts.remove(pass.text()));
        return new Verdict(
                published.size(),
                archived,
                truth.size(),
                (int) right,
                texts.stream().sorted().toList());
    }

    /** Whether something was published, all of it archived, and nine plates of ten read right. */
    public boolean good() {
        return published > 0 && archived == published && readRight >= SHARE_MIN * truePlates;
    }

    /** Two lines for people. */
    public List<String> lines() {
        var mistakes = wrong.isEmpty() ? "" : "; not of the sample: " + String.join(", ", wrong);
        return List.of(
                String.format(
                        Locale.ROOT,
                        "read %d of %d true plates%s",
                        readRight,
                        truePlates,
                        mistakes),
                String.format(Locale.ROOT, "archived %d of %d", archived, published));
    }
}
