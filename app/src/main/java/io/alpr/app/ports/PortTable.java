package io.alpr.app.ports;

import io.alpr.app.config.Ports;
import java.util.ArrayList;
import java.util.List;

/** Every port of the system, in the order and under the headings of its port reference. */
public final class PortTable {
    /**
     * A heading stands alone; a row is: service, internal port, external port, protocol, purpose,
     * path of the URL, who provides it. A port is a number, the name of a configured one, or a
     * dash.
     */
    private static final String TABLE =
            """
            Data Infrastructure
            ZooKeeper | 2181 | zookeeper | TCP | Kafka coordination | - | ZOOKEEPER
            Kafka Broker | 29092 | kafka | TCP | Message broker (external) | - | OURS
            Kafka JMX | 9101 | kafka_jmx | TCP | Kafka monitoring | - | OURS
            Schema Registry | 8081 | schema_registry | HTTP | Avro schema management | / | OURS
            Kafka UI | 8080 | 8080 | HTTP | Kafka web interface | / | COMPOSE
            TimescaleDB | 5432 | database | TCP | PostgreSQL database | - | OURS
            MinIO API | 9000 | object_store | HTTP/S3 | Object storage API | / | OURS
            MinIO Console | 9001 | 9001 | HTTP | MinIO web UI | / | COMPOSE
            Application Services
            Query API | 8000 | query | HTTP | REST API for queries | / | OURS
            Query API Metrics | 8000 | query | HTTP | Prometheus metrics | /metrics | OURS
            Kafka Consumer Metrics | recorder | - | HTTP | Prometheus metrics (internal) | - | OURS
            ALPR Pilot Metrics | - | pilot | HTTP | Edge processing metrics | /metrics | OURS
            Monitoring Stack
            Grafana | 3000 | 3000 | HTTP | Metrics visualization | / | COMPOSE
            Prometheus | 9090 | 9090 | HTTP | Metrics collection | / | SYSTEM
            Loki | 3100 | 3100 | HTTP | Log aggregation | / | COMPOSE
            Promtail | 9080 | - | HTTP | Log shipping (internal) | - | COMPOSE
            cAdvisor | 8080 | 8082 | HTTP | Container metrics | / | COMPOSE
            """;

    private PortTable() {}

    /** The table with this installation's external ports. */
    public static List<PortRow> rows(Ports ports) {
        var rows = new ArrayList<PortRow>();
        var group = "";
        for (var line : TABLE.lines().toList()) {
            var cells = List.of(line.split(" \\| ", -1));
            if (cells.size() == 1) {
                group = line;
            } else {
                rows.add(row(group, cells, ports));
            }
        }
        return List.copyOf(rows);
    }

    private static PortRow row(String group, List<String> cells, Ports ports) {
        var external = port(cells.get(2), ports);
        var path = cells.get(5);
        var url =
                path.equals("-")
                        ? "-"
                        : "http://localhost:" + external + (path.equals("/") ? "" : path);
        return new PortRow(
                group,
                cells.get(0),
                port(cells.get(1), ports),
                external,
                cells.get(3),
                cells.get(4),
                url,
                PortRow.Provision.valueOf(cells.get(6)));
    }

    private static String port(String cell, Ports ports) {
        var configured = ports.named().get(cell);
        return configured == null ? cell : configured.toString();
    }
}
