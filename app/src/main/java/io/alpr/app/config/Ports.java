package io.alpr.app.config;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The ports of this installation, 1 to 65535 each, no two the same.
 *
 * @param data of the stores
 * @param services of our own services
 */
public record Ports(Data data, Services services) {

    /**
     * @param kafka for clients on the host
     * @param kafkaInternal for clients on the container network
     * @param kafkaJmx of the broker's JVM
     * @param zookeeper used with the ZooKeeper topology only
     * @param schemaRegistry Confluent's REST API
     * @param database PostgreSQL
     * @param objectStore S3
     */
    public record Data(
            int kafka,
            int kafkaInternal,
            int kafkaJmx,
            int zookeeper,
            int schemaRegistry,
            int database,
            int objectStore) {}

    /**
     * @param query REST API and web page
     * @param pilot metrics and health of the edge service
     * @param recorder metrics and health of the storage service
     */
    public record Services(int query, int pilot, int recorder) {}

    public Ports {
        var seen = new LinkedHashMap<Integer, String>();
        for (var entry : named(data, services).entrySet()) {
            int port = entry.getValue();
            if (port < 1 || port > 65535) {
                throw new IllegalArgumentException(
                        "port of %s must be 1 to 65535, got: %d".formatted(entry.getKey(), port));
            }
            var other = seen.put(port, entry.getKey());
            if (other != null) {
                throw new IllegalArgumentException(
                        "%s and %s cannot both have port %d"
                                .formatted(other, entry.getKey(), port));
            }
        }
    }

    /** Every port by the name that its key has in {@code alpr.yaml}. */
    public Map<String, Integer> named() {
        return named(data, services);
    }

    private static Map<String, Integer> named(Data data, Services services) {
        var ports = new LinkedHashMap<String, Integer>();
        ports.put("kafka", data.kafka());
        ports.put("kafka_internal", data.kafkaInternal());
        ports.put("kafka_jmx", data.kafkaJmx());
        ports.put("zookeeper", data.zookeeper());
        ports.put("schema_registry", data.schemaRegistry());
        ports.put("database", data.database());
        ports.put("object_store", data.objectStore());
        ports.put("query", services.query());
        ports.put("pilot", services.pilot());
        ports.put("recorder", services.recorder());
        return ports;
    }
}
