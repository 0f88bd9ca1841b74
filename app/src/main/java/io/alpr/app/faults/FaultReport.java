package io.alpr.app.faults;

import io.alpr.app.bench.BenchReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What {@code ./alpr bench faults} says.
 *
 * @param sent what was put on the topics
 * @param faults what went wrong, and how often
 * @param audit what was found afterwards
 * @param seconds of sending and faults
 * @param settled seconds after the last fault until everything was there
 */
public record FaultReport(
        Sent sent, Map<Fault, Integer> faults, Audit audit, double seconds, double settled)
        implements BenchReport {
    private static final int NAMED = 5;

    public FaultReport {
        faults = Map.copyOf(faults);
    }

    /**
     * @param records all, copies among them
     * @param passes events of different ids
     * @param revisions highest ones of all passes together
     * @param pictures of different keys
     * @param poison records that can never be stored
     */
    record Sent(long records, int passes, long revisions, int pictures, int poison) {
        static Sent of(Wanted wanted) {
            return new Sent(
                    wanted.records(),
                    wanted.passes().size(),
                    wanted.revisions(),
                    wanted.pictures().size(),
                    wanted.poison().size());
        }
    }

    /** Share of the passes that are there once and right; 0 where anything else is wrong. */
    @Override
    public double ratio() {
        int wrong = audit.faults();
        int bad = audit.lost().size() + audit.outdated().size();
        return wrong > bad ? 0 : 1 - (double) bad / Math.max(1, sent.passes());
    }

    @Override
    public Map<String, Object> json() {
        var object = new LinkedHashMap<String, Object>();
        object.put("name", "faults");
        object.put("ratio", ratio());
        object.put("figure", sent.passes() - audit.lost().size() - audit.outdated().size());
        object.put("limit", sent.passes());
        object.put("unit", "passes");
        object.put("sent", sent);
        object.put("faults", faults);
        object.put("seconds", seconds);
        object.put("settled", settled);
        object.put("audit", audit);
        return object;
    }

    @Override
    public String text() {
        var text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "%,d records in %.0f s: %,d passes up to revision 3, %,d pictures, %,d of poison%n",
                        sent.records(),
                        seconds,
                        sent.passes(),
                        sent.pictures(),
                        sent.poison()));
        for (var fault : Fault.values()) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "  %-30s %d times%n",
                            fault.words(),
                            faults.getOrDefault(fault, 0)));
        }
        text.append(
                String.format(
                        Locale.ROOT,
                        "all there %.0f s after the last of them; %d letters twice%n",
                        settled,
                        audit.lettersTwice()));
        line(text, "passes lost", audit.lost());
        line(text, "passes not at their highest revision", audit.outdated());
        line(text, "passes twice", audit.doubled());
        line(text, "rows that nobody sent", audit.strangers());
        line(text, "pictures missing or wrong", audit.pictures());
        line(text, "poison not put aside", audit.poison());
        line(text, "put aside without being poison", audit.aside());
        return text.toString().stripTrailing();
    }

    private static void line(StringBuilder text, String what, List<String> found) {
        text.append(String.format(Locale.ROOT, "  %-38s %d%n", what, found.size()));
        found.stream().limit(NAMED).forEach(one -> text.append("    ").append(one).append('\n'));
    }
}
