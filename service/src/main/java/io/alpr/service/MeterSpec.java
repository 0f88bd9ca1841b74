package io.alpr.service;

import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import java.util.List;

/**
 * What is said once of a meter: in the catalogue, on {@code /metrics} and in the documentation.
 *
 * @param name with dots, without {@code total} and unit: {@code alpr.detection.time}
 * @param kind what it is
 * @param unit of its values, as Prometheus has it: {@code seconds}, {@code bytes}, or empty for a
 *     number of things
 * @param help one line
 * @param labels in the order in which their values are given
 */
public record MeterSpec(String name, Kind kind, String unit, String help, List<String> labels) {

    /** What a meter is. */
    public enum Kind {
        /** Only grows, from 0 at each start. */
        COUNTER(Meter.Type.COUNTER),
        /** Goes up and down. */
        GAUGE(Meter.Type.GAUGE),
        /** Durations in buckets, with their sum and number. */
        HISTOGRAM(Meter.Type.TIMER),
        /** The sum and number of sizes, and the largest of late. */
        SUMMARY(Meter.Type.DISTRIBUTION_SUMMARY);

        private final Meter.Type type;

        Kind(Meter.Type type) {
            this.type = type;
        }
    }

    public MeterSpec {
        labels = List.copyOf(labels);
        if (!name.matches("[a-z]+(\\.[a-z0-9]+)+")) {
            throw new IllegalArgumentException(
                    "meter names are lower-case words with dots, got: " + name);
        }
        if (help.isBlank()) {
            throw new IllegalArgumentException(name + " must say what it is");
        }
    }

    /** Something that is counted. */
    public static MeterSpec counter(String name, String help, String... labels) {
        return new MeterSpec(name, Kind.COUNTER, "", help, List.of(labels));
    }

    /** Something that goes up and down. */
    public static MeterSpec gauge(String name, String unit, String help, String... labels) {
        return new MeterSpec(name, Kind.GAUGE, unit, help, List.of(labels));
    }

    /** Something that is timed. */
    public static MeterSpec histogram(String name, String help, String... labels) {
        return new MeterSpec(name, Kind.HISTOGRAM, "seconds", help, List.of(labels));
    }

    /** Sizes in bytes. */
    public static MeterSpec sizes(String name, String help, String... labels) {
        return new MeterSpec(name, Kind.SUMMARY, "bytes", help, List.of(labels));
    }

    /** Its name as Prometheus knows it: {@code alpr_detection_time_seconds}. */
    public String exposed() {
        var base = unit.isEmpty() ? null : unit;
        var stem = new PrometheusNamingConvention().name(name, kind.type, base);
        // The convention leaves this to what writes the page.
        return kind == Kind.COUNTER ? stem + "_total" : stem;
    }
}
