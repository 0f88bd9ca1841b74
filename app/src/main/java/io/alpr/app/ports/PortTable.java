package io.alpr.app.ports;

import static io.alpr.app.ports.PortRow.Provision.COMPOSE;
import static io.alpr.app.ports.PortRow.Provision.OURS;
import static io.alpr.app.ports.PortRow.Provision.SYSTEM;
import static io.alpr.app.ports.PortRow.Provision.ZOOKEEPER;

import io.alpr.app.config.Ports;
import java.util.List;

/** Every port of the system, in the order and under the headings of its port reference. */
public final class PortTable {
    private static final String DATA = "Data Infrastructure";
    private static final String SERVICES = "Application Services";
    private static final String MONITORING = "Monitoring Stack";

    private PortTable() {}

    /** The table with this installation's external ports. */
    public static List<PortRow> rows(Ports ports) {
        var data = ports.data();
        var services = ports.services();
        var query = http(services.query());
        return List.of(
                row(
                        DATA,
                        "ZooKeeper",
                        "2181",
                        data.zookeeper(),
                        "TCP",
                        "Kafka coordination",
                        "-",
                        ZOOKEEPER),
                row(
                        DATA,
                        "Kafka Broker",
                        "29092",
                        data.kafka(),
                        "TCP",
                        "Message broker (external)",
                        "-",
                        OURS),
                row(
                        DATA,
                        "Kafka JMX",
                        "9101",
                        data.kafkaJmx(),
                        "TCP",
                        "Kafka monitoring",
                        "-",
                        OURS),
                row(
                        DATA,
                        "Schema Registry",
                        "8081",
                        data.schemaRegistry(),
                        "HTTP",
                        "Avro schema management",
                        http(data.schemaRegistry()),
                        OURS),
                row(
                        DATA,
                        "Kafka UI",
                        "8080",
                        8080,
                        "HTTP",
                        "Kafka web interface",
                        http(8080),
                        COMPOSE),
                row(
                        DATA,
                        "TimescaleDB",
                        "5432",
                        data.database(),
                        "TCP",
                        "PostgreSQL database",
                        "-",
                        OURS),
                row(
                        DATA,
                        "MinIO API",
                        "9000",
                        data.objectStore(),
                        "HTTP/S3",
                        "Object storage API",
                        http(data.objectStore()),
                        OURS),
                row(
                        DATA,
                        "MinIO Console",
                        "9001",
                        9001,
                        "HTTP",
                        "MinIO web UI",
                        http(9001),
                        COMPOSE),
                row(
                        SERVICES,
                        "Query API",
                        "8000",
                        services.query(),
                        "HTTP",
                        "REST API for queries",
                        query,
                        OURS),
                row(
                        SERVICES,
                        "Query API Metrics",
                        "8000",
                        services.query(),
                        "HTTP",
                        "Prometheus metrics",
                        query + "/metrics",
                        OURS),
                new PortRow(
                        SERVICES,
                        "Kafka Consumer Metrics",
                        Integer.toString(services.recorder()),
                        "-",
                        "HTTP",
                        "Prometheus metrics (internal)",
                        "-",
                        OURS),
                new PortRow(
                        SERVICES,
                        "ALPR Pilot Metrics",
                        "-",
                        Integer.toString(services.pilot()),
                        "HTTP",
                        "Edge processing metrics",
                        http(services.pilot()) + "/metrics",
                        OURS),
                row(
                        MONITORING,
                        "Grafana",
                        "3000",
                        3000,
                        "HTTP",
                        "Metrics visualization",
                        http(3000),
                        COMPOSE),
                row(
                        MONITORING,
                        "Prometheus",
                        "9090",
                        9090,
                        "HTTP",
                        "Metrics collection",
                        http(9090),
                        SYSTEM),
                row(
                        MONITORING,
                        "Loki",
                        "3100",
                        3100,
                        "HTTP",
                        "Log aggregation",
                        http(3100),
                        COMPOSE),
                new PortRow(
                        MONITORING,
                        "Promtail",
                        "9080",
                        "-",
                        "HTTP",
                        "Log shipping (internal)",
                        "-",
                        COMPOSE),
                row(
                        MONITORING,
                        "cAdvisor",
                        "8080",
                        8082,
                        "HTTP",
                        "Container metrics",
                        http(8082),
                        COMPOSE));
    }

    private static PortRow row(
            String group,
            String service,
            String internal,
            int external,
            String protocol,
            String purpose,
            String url,
            PortRow.Provision provision) {
        return new PortRow(
                group,
                service,
                internal,
                Integer.toString(external),
                protocol,
                purpose,
                url,
                provision);
    }

    private static String http(int port) {
        return "http://localhost:" + port;
    }
}
