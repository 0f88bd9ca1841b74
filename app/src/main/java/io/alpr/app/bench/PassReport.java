package io.alpr.app.bench;

import io.alpr.app.bench.PassBench.Figures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code ./alpr bench passes} says.
 *
 * @param kinds figures of each hardship
 */
public record PassReport(List<Figures> kinds) implements BenchReport {
    public PassReport {
        kinds = List.copyOf(kinds);
    }

    /**
     * Measures.
     *
     * @param pictures a labelled set to pan over
     */
    public static PassReport of(PassBench bench, Path folder, Optional<Path> pictures)
            throws IOException, InterruptedException {
        var kinds = new ArrayList<Figures>();
        for (var kind : HardPasses.all(pictures)) {
            kinds.add(bench.measure(kind, folder));
        }
        return new PassReport(kinds);
    }

    /** Share of all passes that were read right, once, 0 to 1. */
    @Override
    public double ratio() {
        int passes = kinds.stream().mapToInt(kind -> kind.passes().passes()).sum();
        int right = kinds.stream().mapToInt(kind -> kind.passes().right()).sum();
        return passes == 0 ? 0 : (double) right / passes;
    }

    @Override
    public Map<String, Object> json() {
        var object = new LinkedHashMap<String, Object>();
        object.put("name", "passes");
        object.put("ratio", ratio());
        object.put("figure", kinds.stream().mapToInt(kind -> kind.passes().right()).sum());
        object.put("limit", kinds.stream().mapToInt(kind -> kind.passes().passes()).sum());
        object.put("unit", "passes");
        object.put("kinds", kinds);
        return object;
    }

    @Override
    public String text() {
        var text = new StringBuilder();
        for (var kind : kinds) {
            var passes = kind.passes();
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%-8s single frames %5.1f %% right, two of them in %d passes; passes %d of %d right (%.1f %%)%n",
                            kind.name(),
                            100 * kind.single(),
                            kind.readable(),
                            passes.right(),
                            passes.passes(),
                            100 * passes.share()));
            text.append(
                    String.format(
                            Locale.ROOT,
                            "         missed %s, twice %s, read otherwise %s%n",
                            passes.missed(),
                            passes.doubled(),
                            passes.strangers()));
        }
        return text.toString().stripTrailing();
    }
}
