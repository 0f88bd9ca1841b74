package io.alpr.app.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What {@code ./alpr bench sizes} says.
 *
 * @param kinds figures of each kind of picture
 */
public record SizesReport(List<Kind> kinds) implements BenchReport {
    public SizesReport {
        kinds = List.copyOf(kinds);
    }

    /**
     * One kind of picture; shares are 0 to 1.
     *
     * @param name of the kind
     * @param plates how many pictures, one plate each
     * @param recall share of the plates that were found at an overlap of 0.5 or more
     * @param exact share of the plates of which a reading has the very text
     * @param exactFolded the same with O taken for 0 and I for 1
     */
    public record Kind(
            String name,
            int plates,
            double recall,
            double exact,
            @JsonProperty("exact_folded") double exactFolded) {}

    /** Share of all plates that were read right, 0 to 1. */
    @Override
    public double ratio() {
        return plates() == 0 ? 0 : read() / (double) plates();
    }

    private int plates() {
        return kinds.stream().mapToInt(Kind::plates).sum();
    }

    private long read() {
        return kinds.stream()
                .mapToLong(kind -> Math.round(kind.exactFolded() * kind.plates()))
                .sum();
    }

    @Override
    public Map<String, Object> json() {
        var object = new LinkedHashMap<String, Object>();
        object.put("name", "sizes");
        object.put("ratio", ratio());
        object.put("figure", read());
        object.put("limit", plates());
        object.put("unit", "plates");
        object.put("kinds", kinds);
        return object;
    }

    @Override
    public String text() {
        var text = new StringBuilder("kind      plates  found  exact  O=0, I=1\n");
        for (var kind : kinds) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%-9s %6d %5.1f %% %5.1f %% %5.1f %%%n",
                            kind.name(),
                            kind.plates(),
                            100 * kind.recall(),
                            100 * kind.exact(),
                            100 * kind.exactFolded()));
        }
        return text.append(String.format(Locale.ROOT, "all %d of %d", read(), plates())).toString();
    }
}
