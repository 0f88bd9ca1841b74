package io.alpr.app.bench;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What {@code ./alpr bench live} says.
 *
 * @param plan what was done
 * @param told passes that arrived, over all listeners, each counted once for each of them
 * @param delay from the beginning of the pass's transaction until it was told
 * @param memory of the service's process
 * @param processors how many were busy with the service while passes came, on average
 */
public record LiveReport(LivePlan plan, long told, Wait delay, Memory memory, double processors)
        implements BenchReport {
    /** Milliseconds. */
    public record Wait(double p50, double p95, double p99, double most) {}

    /**
     * Resident memory, MiB.
     *
     * @param before after the first passes were told to a few
     * @param open when all listened and nothing had come
     * @param most until the end
     */
    public record Memory(long before, long open, long most) {}

    /** The share of what had to arrive that did. */
    @Override
    public double ratio() {
        return (double) told / wanted();
    }

    private long wanted() {
        return (long) plan.listeners() * plan.passes();
    }

    @Override
    public Map<String, Object> json() {
        var object = new LinkedHashMap<String, Object>();
        object.put("name", "live");
        object.put("ratio", ratio());
        object.put("figure", told);
        object.put("limit", wanted());
        object.put("unit", "passes told");
        object.put("plan", plan);
        object.put("wait_ms", delay);
        object.put("resident_mib", memory);
        object.put("processors", processors);
        return object;
    }

    @Override
    public String text() {
        return String.format(
                Locale.ROOT,
                """
                %,d listeners, %,d passes in %d s
                told      %,d of %,d, each once
                wait      p50 %.0f ms, p95 %.0f ms, p99 %.0f ms, most %.0f ms from the pass's transaction
                memory    %,d MiB with a few listeners, %,d with all, %,d at most
                processor %.2f busy with the service""",
                plan.listeners(),
                plan.passes(),
                plan.seconds(),
                told,
                wanted(),
                delay.p50(),
                delay.p95(),
                delay.p99(),
                delay.most(),
                memory.before(),
                memory.open(),
                memory.most(),
                processors);
    }
}
