package io.alpr.app.bench;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What {@code ./alpr bench archive} says.
 *
 * @param plan what was done
 * @param rates of storing
 * @param drop of the first day
 * @param left rows afterwards
 */
public record ArchiveReport(ArchiveBench.Plan plan, Rates rates, Drop drop, long left)
        implements BenchReport {
    /**
     * Rows a second.
     *
     * @param empty as a recorder stores, into the empty table
     * @param filling by COPY in between
     * @param full as a recorder stores, into the full table
     */
    public record Rates(double empty, double filling, double full) {}

    /**
     * @param rows that went
     * @param partitions with which they went
     * @param seconds that it took
     */
    public record Drop(long rows, int partitions, double seconds) {}

    /** Storing into the full table over storing into the empty one. */
    @Override
    public double ratio() {
        return rates.full() / rates.empty();
    }

    @Override
    public Map<String, Object> json() {
        var object = new LinkedHashMap<String, Object>();
        object.put("name", "archive");
        object.put("ratio", ratio());
        object.put("figure", rates.full());
        object.put("limit", rates.empty());
        object.put("unit", "rows/s");
        object.put("plan", plan);
        object.put("rates", rates);
        object.put("drop", drop);
        object.put("left", left);
        return object;
    }

    @Override
    public String text() {
        return String.format(
                Locale.ROOT,
                """
                %,d rows over %d days
                storing into the full table %,.0f rows/s, into the empty one %,.0f: ratio %.2f; COPY in between %,.0f
                retention of a day: %,d rows with %d partition%s in %.2f s; %,d rows left""",
                plan.rows(),
                plan.days(),
                rates.full(),
                rates.empty(),
                ratio(),
                rates.filling(),
                drop.rows(),
                drop.partitions(),
                drop.partitions() == 1 ? "" : "s",
                drop.seconds(),
                left);
    }
}
