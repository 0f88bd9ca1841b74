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
     * @param kafkaController between brokers; unused with ZooKeeper
     * @param kafkaJmx of the broker's JVM
     * @param zookeeper used with the ZooKeeper topology only
     * @param schemaRegistry Confluent's REST API
     * @param database PostgreSQL
     * @param objectStore S3
     */
    public record Data(
            int kafka,
            int kafkaInternal,
            int kafkaController,
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

    /** These ports with one of them, named as in {@link #named}, changed. */
    public Ports with(String name, int port) {
        var all = named();
        if (all.replace(name, port) == null) {
            throw new IllegalArgumentException("no port has the name " + name);
        }
        return new Ports(
                new Data(
                        all.getOrDefault("kafka", 0),
                        all.getOrDefault("kafka_internal", 0),
                        all.getOrDefault("kafka_controller", 0),
                        all.getOrDefault("kafka_jmx", 0),
                        all.getOrDefault("zookeeper", 0),
                        all.getOrDefault("schema_registry", 0),
                        all.getOrDefault("database", 0),
                        all.getOrDefault("object_store", 0)),
                new Services(
                        all.getOrDefault("query", 0),
                        all.getOrDefault("pilot", 0),
                        all.getOrDefault("recorder", 0)));
    }

    private static Map<String, Integer> named(Data data, Services services) {
        var ports = new LinkedHashMap<String, Integer>();
        ports.put("kafka", data.kafka());
        ports.put("kafka_internal", data.kafkaInternal());
        ports.put("kafka_controller", data.kafkaController());
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
