package io.alpr.app.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.app.metric.MetricCatalogue;
import io.alpr.service.MeterSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Dashboards, rules and the page of the documentation against the catalogue of metrics. */
final class ExpressionsTest {
    private static final List<String> DASHBOARDS =
            List.of("alpr-overview", "kafka-database", "system-performance", "alpr-service-status");

    /**
     * What others measure: cAdvisor, node and PostgreSQL exporters, MinIO, Kafka's JMX agent,
     * Prometheus itself.
     */
    private static final Pattern OTHERS =
            Pattern.compile(
                    "(container|node|pg|minio|kafka_(server|controller|log))_[a-z_A-Z]+|up|ALERTS");

    private static final Pattern STRING = Pattern.compile("\"[^\"]*\"");
    private static final Pattern GROUPING =
            Pattern.compile("\\b(by|on|without|ignoring) *\\([^)]*\\)");
    private static final Pattern MATCHERS = Pattern.compile("\\{[^}]*}");
    private static final Pattern RANGE = Pattern.compile("\\[[^]]*]|\\boffset +\\w+");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][\\w:]*(?! *\\(|[\\w:])");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "by", "on");

    /** Panels of the dashboards that this system's operators know. */
    private static final List<String> PANELS =
            List.of(
                    "alpr-overview: Current FPS|FPS Over Time|Plates Detected (Last Minute)|Total Plates Detected|Frames Processed (Last Minute)|Total Frames Processed|Processing Latency (Percentiles)|Detection Rate (per minute)|Plates Detected by Camera (5m intervals)",
                    "kafka-database: Messages Consumed (Last Minute)|Total Messages Consumed|Processing Errors (Last 5m)|Total Database Writes|Message Consumption Rate|Error Rate|Database Write Rate|Database Write Latency|API Request Rate|Active Requests|API Latency p95|Request Rate by Endpoint|Response Status Codes",
                    "system-performance: CPU Usage by Container|Memory Usage by Container|CPU Usage (5m avg)|Memory Usage (Current)|Network Traffic (RX/TX)|Disk Usage by Container|Running Containers|Total Memory Usage|Total Network RX|Total Network TX",
                    "logs-explorer: Logs Stream|Log Volume by Service|Log Volume by Level|Error Logs|Warning Logs|ALPR Pilot Logs");

    private static Set<String> names(String expression) {
        var bare = STRING.matcher(expression).replaceAll("");
        for (var part : List.of(GROUPING, MATCHERS, RANGE)) {
            bare = part.matcher(bare).replaceAll(" ");
        }
        var found = new TreeSet<String>();
        var matcher = NAME.matcher(bare);
        while (matcher.find()) {
            if (!WORDS.contains(matcher.group())) {
                found.add(matcher.group());
            }
        }
        return found;
    }

    private static Set<String> ours() throws IOException {
        var all = new HashSet<String>();
        for (var service : MetricCatalogue.services()) {
            service.meters().forEach(meter -> all.addAll(series(meter)));
        }
        for (var record : Deployed.rules("recording.yml")) {
            all.add(record.place());
        }
        return all;
    }

    private static List<String> series(MeterSpec meter) {
        var name = meter.exposed();
        return switch (meter.kind()) {
            case COUNTER, GAUGE -> List.of(name);
            case HISTOGRAM -> List.of(name + "_bucket", name + "_sum", name + "_count");
            case SUMMARY -> List.of(name + "_sum", name + "_count", name + "_max");
        };
    }

    private static List<Deployed.Expression> all() throws IOException {
        var all = new ArrayList<Deployed.Expression>();
        for (var uid : DASHBOARDS) {
            all.addAll(Deployed.panels(uid));
        }
        all.addAll(Deployed.rules("recording.yml"));
        all.addAll(Deployed.rules("alerts.yml"));
        return all;
    }

    @Test
    void namesAreFoundInExpressions() {
        assertThat(
                        names(
                                "60 * sum by (a, b) (rate(x_total{job=\"y\"}[5m] offset 1d)) or vector(0)"))
                .containsExactly("x_total");
        assertThat(names("(time() - max(a:b > 0)) / 86400 and on (camera_id) c_bytes == 1"))
                .containsExactly("a:b", "c_bytes");
    }

    @Test
    void everyMetricThatIsAskedForIsMeasuredBySomebody() throws IOException {
        var ours = ours();
        var libraries =
                MetricCatalogue.libraries().stream()
                        .map(library -> "(" + library.pattern() + ")")
                        .collect(Collectors.joining("|"));
        assertThat(all()).hasSizeGreaterThan(60);
        for (var expression : all()) {
            assertThat(names(expression.text())).as(expression.place()).isNotEmpty();
            for (var name : names(expression.text())) {
                assertThat(
                                ours.contains(name)
                                        || OTHERS.matcher(name).matches()
                                        || (!name.startsWith("kafka_consumer_")
                                                && name.matches(libraries)))
                        .as("%s asks for %s", expression.place(), name)
                        .isTrue();
            }
        }
    }

    @Test
    void everyDashboardHasThePanelsThatOperatorsKnow() throws IOException {
        for (var line : PANELS) {
            var uid = line.substring(0, line.indexOf(':'));
            var titles = new ArrayList<String>();
            Deployed.dashboard(uid)
                    .get("panels")
                    .forEach(panel -> titles.add(panel.get("title").asText()));
            assertThat(titles).contains(line.substring(uid.length() + 2).split("\\|"));
            assertThat(Deployed.dashboard(uid).get("uid").asText()).isEqualTo(uid);
        }
    }

    @Test
    void everyAlertSaysWhatToDoAndHasATest() throws IOException {
        var tests =
                Files.readString(Deployed.file("prometheus/tests/alerts.yml"))
                        + Files.readString(Deployed.file("prometheus/tests/days.yml"));
        for (var group : Deployed.yaml("prometheus/rules/alerts.yml").get("groups")) {
            for (var rule : group.get("rules")) {
                var name = rule.get("alert").asText();
                for (var part : List.of("summary", "description", "remedy")) {
                    assertThat(rule.get("annotations").path(part).asText())
                            .as(name + " " + part)
                            .isNotBlank();
                }
                assertThat(rule.at("/labels/severity").asText()).isIn("critical", "warning");
                assertThat(tests).containsPattern("alertname: " + name + "\\n *exp_alerts:");
            }
        }
    }

    @Test
    void thePageOfTheDocumentationIsTheCatalogue() throws IOException {
        assertThat(Deployed.file("../docs/metrics.md"))
                .content()
                .as("./alpr metrics --markdown > docs/metrics.md")
                .isEqualTo(MetricCatalogue.markdown());
    }

    /** The dashboards are made, and nobody changes what was made. */
    @Test
    void theDashboardsAreWhatTheirSourceMakes(@org.junit.jupiter.api.io.TempDir Path folder)
            throws Exception {
        Files.copy(Deployed.file("grafana/build"), folder.resolve("build"));
        Files.createDirectories(folder.resolve("dashboards"));
        var made = Tool.run(folder, "python3", "build");
        assertThat(made.code()).as(made.output()).isZero();
        try (Stream<Path> files = Files.list(folder.resolve("dashboards"))) {
            var all = files.toList();
            assertThat(all).hasSize(5);
            for (var file : all) {
                assertThat(Deployed.file("grafana/dashboards/" + file.getFileName()))
                        .hasSameTextualContentAs(file);
            }
        }
    }
}
