package io.alpr.app.metric;

import io.alpr.pilot.metric.PilotMetric;
import io.alpr.query.QueryMetric;
import io.alpr.recorder.RecorderMetric;
import io.alpr.service.MeterSpec;
import io.alpr.service.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Every meter of our services, as {@code docs/metrics.md} and {@code ./alpr metrics} show them. */
public final class MetricCatalogue {
    private MetricCatalogue() {}

    /**
     * A service and what it measures.
     *
     * @param name as operators call it
     * @param job of Prometheus that scrapes it
     * @param port by default
     * @param meters in the order in which they are shown
     */
    public record Service(String name, String job, int port, List<MeterSpec> meters) {
        public Service {
            meters = List.copyOf(meters);
        }
    }

    /**
     * What a library measures in each service that uses it.
     *
     * @param pattern of its names as Prometheus knows them, a regular expression
     * @param what it tells
     * @param source where each is described
     */
    public record Library(String pattern, String what, String source) {}

    /** Our services. */
    public static List<Service> services() {
        return List.of(
                service("Pilot", "alpr-pilot", 8001, PilotMetric.values()),
                service("Recorder", "kafka-consumer", 8002, RecorderMetric.values()),
                service("Query API", "query-api", 8000, QueryMetric.values()));
    }

    /** The libraries in them. */
    public static List<Library> libraries() {
        return List.of(
                new Library(
                        "jvm_.*|process_.*|system_cpu_.*|system_load_.*",
                        "memory, threads, classes and processors of each service",
                        "Micrometer's JVM and system binders"),
                new Library(
                        "disk_(free|total)_bytes",
                        "the disk that the outbox is on, by `path`",
                        "Micrometer's disk binder"),
                new Library(
                        "kafka_(producer|consumer|app_info)_.*",
                        "Kafka's client: the pilot's producer, the recorder's consumers",
                        "Kafka's documentation, Monitoring; micrometer writes dots and dashes as _"));
    }

    /** One line a meter, to be read. */
    public static String text() {
        var lines = new ArrayList<String>();
        for (var service : services()) {
            lines.add("%s (job %s)".formatted(service.name(), service.job()));
            service.meters()
                    .forEach(
                            meter ->
                                    lines.add(
                                            "  %-58s %-10s %s"
                                                    .formatted(
                                                            labelled(meter),
                                                            kind(meter),
                                                            meter.help())));
        }
        return String.join("\n", lines);
    }

    /** The page of the documentation. */
    public static String markdown() {
        var lines = new ArrayList<String>();
        lines.add("# Metrics");
        lines.add("");
        lines.add(
                "Made by `./alpr metrics --markdown > docs/metrics.md` from the catalogue in code; a test compares them.");
        lines.add(
                "`/metrics` is read on the machine itself, or with `metrics_token` (`Authorization: Bearer`).");
        lines.add(
                "A histogram has `_bucket{le}`, `_sum` and `_count` besides; a summary `_sum`, `_count` and `_max`.");
        for (var service : services()) {
            lines.add("");
            lines.add("## %s".formatted(service.name()));
            lines.add("");
            lines.add("Port %d, scraped by the job `%s`.".formatted(service.port(), service.job()));
            lines.add("");
            lines.add("| name | kind | labels | what it tells |");
            lines.add("|---|---|---|---|");
            service.meters().forEach(meter -> lines.add(row(meter)));
        }
        lines.add("");
        lines.add("## Libraries");
        lines.add("");
        lines.add("| names | what they tell | described in |");
        lines.add("|---|---|---|");
        libraries()
                .forEach(
                        library ->
                                lines.add(
                                        "| `%s` | %s | %s |"
                                                .formatted(
                                                        library.pattern().replace("|", "\\|"),
                                                        library.what(),
                                                        library.source())));
        return String.join("\n", lines) + "\n";
    }

    private static String row(MeterSpec meter) {
        return "| `%s` | %s | %s | %s |"
                .formatted(
                        meter.exposed(),
                        kind(meter),
                        meter.labels().isEmpty()
                                ? ""
                                : "`" + String.join("`, `", meter.labels()) + "`",
                        meter.help());
    }

    private static String labelled(MeterSpec meter) {
        return meter.exposed()
                + (meter.labels().isEmpty() ? "" : "{" + String.join(",", meter.labels()) + "}");
    }

    private static String kind(MeterSpec meter) {
        return meter.kind().name().toLowerCase(java.util.Locale.ROOT);
    }

    private static Service service(String name, String job, int port, Metric[] metrics) {
        return new Service(name, job, port, Stream.of(metrics).map(Metric::spec).toList());
    }
}
