package io.alpr.service;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * An entry of a service's catalogue: each service lists its meters in an enum, and they are
 * registered from there and nowhere else, so that none is undocumented. The values of the labels
 * are given in the order of {@link MeterSpec#labels}. Safe from any thread.
 */
public interface Metric {
    /** What is said of it. */
    MeterSpec spec();

    /** Its counter; the same one for the same values. */
    default Counter counter(MeterRegistry registry, String... values) {
        return Counter.builder(spec().name())
                .description(demanded(MeterSpec.Kind.COUNTER).help())
                .tags(tags(values))
                .register(registry);
    }

    /** A counter that somebody else keeps; he stays reachable through the registry. */
    default <T> void counter(
            MeterRegistry registry, T subject, ToDoubleFunction<T> count, String... values) {
        // The registry itself holds it weakly.
        FunctionCounter.builder(spec().name(), subject, held -> count.applyAsDouble(subject))
                .description(demanded(MeterSpec.Kind.COUNTER).help())
                .tags(tags(values))
                .register(registry);
    }

    /** A gauge that asks its subject each time, and keeps it reachable. */
    default <T> void gauge(
            MeterRegistry registry, T subject, ToDoubleFunction<T> value, String... values) {
        var spec = demanded(MeterSpec.Kind.GAUGE);
        Gauge.builder(spec.name(), subject, value)
                .description(spec.help())
                .baseUnit(spec.unit().isEmpty() ? null : spec.unit())
                .tags(tags(values))
                .strongReference(true)
                .register(registry);
    }

    /** Its histogram, with the buckets of Prometheus' clients, 5 ms to 10 s. */
    default Timer histogram(MeterRegistry registry, String... values) {
        return histogram(registry, Meters.buckets(), values);
    }

    /**
     * Its histogram.
     *
     * @param buckets their upper bounds
     */
    default Timer histogram(MeterRegistry registry, Duration[] buckets, String... values) {
        return Timer.builder(spec().name())
                .description(demanded(MeterSpec.Kind.HISTOGRAM).help())
                .tags(tags(values))
                .serviceLevelObjectives(buckets)
                .register(registry);
    }

    /** Its summary. */
    default DistributionSummary summary(MeterRegistry registry, String... values) {
        var spec = demanded(MeterSpec.Kind.SUMMARY);
        return DistributionSummary.builder(spec.name())
                .description(spec.help())
                .baseUnit(spec.unit())
                .tags(tags(values))
                .register(registry);
    }

    private MeterSpec demanded(MeterSpec.Kind kind) {
        if (spec().kind() != kind) {
            throw new IllegalStateException(
                    "%s is a %s, not a %s".formatted(spec().name(), spec().kind(), kind));
        }
        return spec();
    }

    private List<Tag> tags(String... values) {
        var labels = spec().labels();
        if (labels.size() != values.length) {
            throw new IllegalArgumentException(
                    "%s has the labels %s, got %d values"
                            .formatted(spec().name(), labels, values.length));
        }
        return IntStream.range(0, values.length)
                .mapToObj(i -> Tag.of(labels.get(i), values[i]))
                .toList();
    }
}
