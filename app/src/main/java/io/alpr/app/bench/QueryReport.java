package io.alpr.app.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What {@code ./alpr bench query} says.
 *
 * @param plan what was done
 * @param plates distinct ones
 * @param questions in their order
 */
public record QueryReport(QueryBench.Plan plan, long plates, List<Line> questions)
        implements BenchReport {
    /**
     * One question.
     *
     * @param name of it
     * @param counts whether it must reach the ratio
     * @param database what pgbench got from the database alone, a second
     * @param api what came through the API
     */
    public record Line(String name, boolean counts, double database, HttpLoad.Outcome api) {
        double ratio() {
            return api.perSecond() / database;
        }
    }

    /** The least of the questions that count. */
    @Override
    public double ratio() {
        return questions.stream()
                .filter(Line::counts)
                .mapToDouble(Line::ratio)
                .min()
                .orElse(Double.NaN);
    }

    @Override
    public Map<String, Object> json() {
        var object = new LinkedHashMap<String, Object>();
        object.put("name", "query");
        object.put("ratio", ratio());
        object.put("plan", plan);
        object.put("plates", plates);
        object.put("questions", questions);
        return object;
    }

    @Override
    public String text() {
        var text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "%,d passes of %,d plates over %d days, %d connections, login, roles and audit on%n",
                        plan.rows(),
                        plates,
                        plan.days(),
                        plan.connections()));
        text.append(
                String.format(
                        "%-16s %10s %10s %6s %9s %9s %9s%n",
                        "QUESTION", "API /s", "SQL /s", "RATIO", "P50 MS", "P95 MS", "P99 MS"));
        for (var line : questions) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%-16s %,10.0f %,10.0f %6.2f %9.1f %9.1f %9.1f%s%n",
                            line.name(),
                            line.api().perSecond(),
                            line.database(),
                            line.ratio(),
                            line.api().p50(),
                            line.api().p95(),
                            line.api().p99(),
                            line.api().faults() == 0
                                    ? ""
                                    : "   %d FAULTS".formatted(line.api().faults())));
        }
        return text.toString().stripTrailing();
    }
}
