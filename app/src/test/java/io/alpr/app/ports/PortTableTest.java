package io.alpr.app.ports;

import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.app.config.AlprConfig;
import io.alpr.app.config.ConfigFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PortTableTest {
    /** Service, internal port, external port and protocol of every row of the port reference. */
    private static final List<String> REFERENCE =
            List.of(
                    "ZooKeeper 2181 2181 TCP",
                    "Kafka Broker 29092 9092 TCP",
                    "Kafka JMX 9101 9101 TCP",
                    "Schema Registry 8081 8081 HTTP",
                    "Kafka UI 8080 8080 HTTP",
                    "TimescaleDB 5432 5432 TCP",
                    "MinIO API 9000 9000 HTTP/S3",
                    "MinIO Console 9001 9001 HTTP",
                    "Query API 8000 8000 HTTP",
                    "Query API Metrics 8000 8000 HTTP",
                    "Kafka Consumer Metrics 8002 - HTTP",
                    "ALPR Pilot Metrics - 8001 HTTP",
                    "Grafana 3000 3000 HTTP",
                    "Prometheus 9090 9090 HTTP",
                    "Loki 3100 3100 HTTP",
                    "Promtail 9080 - HTTP",
                    "cAdvisor 8080 8082 HTTP");

    private static AlprConfig config(Map<String, String> environment) {
        return ConfigFiles.read(Optional.empty(), environment);
    }

    @Test
    void everyRowOfThePortReferenceIsThereInItsOrder() {
        assertThat(PortTable.rows(config(Map.of()).ports()))
                .extracting(
                        row ->
                                "%s %s %s %s"
                                        .formatted(
                                                row.service(),
                                                row.internal(),
                                                row.external(),
                                                row.protocol()))
                .isEqualTo(REFERENCE);
    }

    @Test
    void thePageOfTheDocumentationHasTheSameRows() throws IOException {
        var page = Files.readAllLines(Path.of("..", "docs", "ports.md"));
        var rows =
                PortTable.rows(config(Map.of()).ports()).stream()
                        .map(
                                row ->
                                        "| %s | %s | %s | %s | %s | %s |"
                                                .formatted(
                                                        row.service(),
                                                        row.internal(),
                                                        row.external(),
                                                        row.protocol(),
                                                        row.purpose(),
                                                        row.url()))
                        .toList();
        assertThat(page).containsSubsequence(rows);
        assertThat(page)
                .as("a row that is no port of ours")
                .filteredOn(line -> line.matches("\\| [^|]+ \\| (\\d+|-) \\| (\\d+|-) \\|.*"))
                .isEqualTo(rows);
    }

    @Test
    void aMovedPortMovesInTheTableAndInItsAddress() {
        var row =
                PortTable.rows(config(Map.of("ALPR_QUERY_PORT", "8010")).ports()).stream()
                        .filter(r -> r.service().equals("Query API"))
                        .findFirst()
                        .orElseThrow();
        assertThat(row.external()).isEqualTo("8010");
        assertThat(row.url()).isEqualTo("http://localhost:8010");
    }

    @Test
    void aPortIsUpWhileSomethingListensThere() throws IOException {
        int port;
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
            assertThat(stateOf(port, PortRow.Provision.OURS)).isEqualTo(PortState.UP);
        }
        assertThat(stateOf(port, PortRow.Provision.OURS)).isEqualTo(PortState.DOWN);
        assertThat(stateOf(port, PortRow.Provision.COMPOSE)).isEqualTo(PortState.COMPOSE_ONLY);
        assertThat(stateOf(port, PortRow.Provision.ZOOKEEPER)).isEqualTo(PortState.NOT_CHOSEN);
    }

    private static PortState stateOf(int port, PortRow.Provision provision) {
        var text = Integer.toString(port);
        return PortState.of(new PortRow("", "", text, text, "TCP", "", "-", provision), false);
    }
}
