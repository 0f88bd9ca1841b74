package io.alpr.app.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The panels over what containers, the host and MinIO do, which only cAdvisor, the node exporter
 * and MinIO itself measure: promtool answers their expressions from drawn series.
 */
final class ContainerPanelsTest {
    /** Two containers of the stack, one that is somebody else's, and a host; a sample each 15 s. */
    private static final List<String> SERIES =
            List.of(
                    "container_last_seen{name=\"alpr-kafka\"} 100x40",
                    "container_last_seen{name=\"alpr-query-api\"} 100x40",
                    "container_last_seen{name=\"other\"} 100x40",
                    "container_memory_working_set_bytes{name=\"alpr-kafka\"} 700x40",
                    "container_memory_working_set_bytes{name=\"alpr-query-api\"} 300x40",
                    "container_memory_working_set_bytes{name=\"other\"} 9000x40",
                    "container_network_receive_bytes_total{name=\"alpr-kafka\",interface=\"eth0\"} 0+120x40",
                    "container_network_receive_bytes_total{name=\"alpr-kafka\",interface=\"eth1\"} 0+30x40",
                    "container_network_receive_bytes_total{name=\"alpr-query-api\",interface=\"eth0\"} 0+30x40",
                    "container_network_receive_bytes_total{name=\"other\",interface=\"eth0\"} 0+90x40",
                    "container_network_transmit_bytes_total{name=\"alpr-kafka\",interface=\"eth0\"} 0+15x40",
                    "container_network_transmit_bytes_total{name=\"alpr-query-api\",interface=\"eth0\"} 0+45x40",
                    "container_cpu_usage_seconds_total{name=\"alpr-kafka\",cpu=\"total\"} 0+7.5x40",
                    "container_cpu_usage_seconds_total{name=\"alpr-query-api\",cpu=\"total\"} 0+3x40",
                    "container_fs_usage_bytes{name=\"alpr-kafka\",device=\"/dev/vda\"} 5000x40",
                    "container_fs_usage_bytes{name=\"alpr-query-api\",device=\"/dev/vda\"} 100x40",
                    "minio_cluster_usage_total_bytes{server=\"m\"} 5000x40",
                    "minio_cluster_usage_object_total{server=\"m\"} 3x40",
                    "minio_cluster_capacity_usable_free_bytes{server=\"m\"} 90000x40",
                    "node_cpu_seconds_total{cpu=\"0\",mode=\"idle\"} 0+3x40",
                    "node_cpu_seconds_total{cpu=\"1\",mode=\"idle\"} 0+3x40",
                    "node_memory_MemAvailable_bytes{instance=\"n\"} 25x40",
                    "node_memory_MemTotal_bytes{instance=\"n\"} 100x40");

    private static final Pattern DRAWN = Pattern.compile("\\b(container|node|minio)_");

    /** What each panel must show then; those with two expressions have two. */
    private static final Map<String, List<String>> SHOWN =
            Map.ofEntries(
                    Map.entry("Running Containers", List.of("{} 2")),
                    Map.entry("Bytes Kept", List.of("{} 5000")),
                    Map.entry("Objects Kept", List.of("{} 3")),
                    Map.entry("Room Left", List.of("{} 90000")),
                    Map.entry("Total Memory Usage", List.of("{} 1000")),
                    Map.entry("Total Network RX", List.of("{} 12")),
                    Map.entry("Total Network TX", List.of("{} 4")),
                    Map.entry("CPU Usage by Container", List.of(each("0.5", "0.2"))),
                    Map.entry("CPU Usage (5m avg)", List.of(each("0.5", "0.2"))),
                    Map.entry("Memory Usage by Container", List.of(each("700", "300"))),
                    Map.entry("Memory Usage (Current)", List.of(each("700", "300"))),
                    Map.entry(
                            "Network Traffic (RX/TX)", List.of(each("10", "2"), each("-1", "-3"))),
                    Map.entry("Disk Usage by Container", List.of(each("5000", "100"))),
                    Map.entry("Host CPU", List.of("{} 0.8")),
                    Map.entry("Host Memory", List.of("{instance=\"n\"} 0.75")));

    private static String each(String kafka, String query) {
        return "{name=\"alpr-kafka\"} %s;{name=\"alpr-query-api\"} %s".formatted(kafka, query);
    }

    @Test
    void theyShowTheContainersOfTheStackAndNoOthers(@TempDir Path folder) throws Exception {
        Tool.demand("promtool", "prometheus");
        var lines = new ArrayList<>(List.of("tests:", "  - interval: 15s", "    input_series:"));
        for (var series : SERIES) {
            int gap = series.lastIndexOf(' ');
            lines.add(
                    "      - {series: '%s', values: '%s'}"
                            .formatted(series.substring(0, gap), series.substring(gap + 1)));
        }
        lines.add("    promql_expr_test:");
        int asked = 0;
        for (var uid : List.of("system-performance", "alpr-service-status", "kafka-database")) {
            asked += ask(uid, lines);
        }
        assertThat(asked).isEqualTo(SHOWN.values().stream().mapToInt(List::size).sum());
        Files.write(folder.resolve("panels.yml"), lines);
        var ended = Tool.run(folder, "promtool", "test", "rules", "panels.yml");
        assertThat(ended.code()).as(ended.output()).isZero();
    }

    private static int ask(String uid, List<String> lines) throws IOException {
        int asked = 0;
        var earlier = new ArrayList<String>();
        for (var expression : Deployed.panels(uid)) {
            if (!DRAWN.matcher(expression.text()).find()) {
                continue;
            }
            var title = expression.place().substring(uid.length() + 2);
            var shown = Optional.ofNullable(SHOWN.get(title)).orElse(List.of());
            int which = (int) earlier.stream().filter(title::equals).count();
            assertThat(shown).as("what shall %s show?", title).hasSizeGreaterThan(which);
            earlier.add(title);
            lines.add("      - expr: '%s'".formatted(expression.text()));
            lines.add("        eval_time: 9m");
            lines.add("        exp_samples:");
            for (var sample : shown.get(which).split(";", -1)) {
                int gap = sample.lastIndexOf(' ');
                lines.add(
                        "          - {labels: '%s', value: %s}"
                                .formatted(sample.substring(0, gap), sample.substring(gap + 1)));
            }
            asked++;
        }
        return asked;
    }
}
