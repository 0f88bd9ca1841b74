package io.alpr.embedded;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * One Kafka broker.
 *
 * @param data folder of the whole stack; the broker uses {@code kafka} (or {@code
 *     kafka-zookeeper}), {@code logs} and {@code run} in it
 * @param ports where it listens
 * @param zooKeeper {@code host:port} of a ZooKeeper, which makes it a 3.9 broker; empty string for
 *     KRaft
 * @param overrides server properties over ours, such as {@code auto.create.topics.enable}
 * @param jmxPassword of the JMX login {@value #JMX_USER}, which may read and nothing else
 */
public record KafkaSettings(
        Path data,
        KafkaPorts ports,
        String zooKeeper,
        Map<String, String> overrides,
        String jmxPassword) {
    /** Name of the JMX login. */
    public static final String JMX_USER = "alpr";

    /** Makes the folder absolute. */
    public KafkaSettings {
        Secrets.require("jmxPassword", jmxPassword);
        data = data.toAbsolutePath().normalize();
        overrides = Map.copyOf(overrides);
    }

    /** With a JMX password that nobody knows. */
    public KafkaSettings(
            Path data, KafkaPorts ports, String zooKeeper, Map<String, String> overrides) {
        this(data, ports, zooKeeper, overrides, Secrets.random());
    }

    /**
     * A KRaft broker with our defaults.
     *
     * @param data folder of the whole stack
     * @param ports where it listens
     */
    public KafkaSettings(Path data, KafkaPorts ports) {
        this(data, ports, "", Map.of());
    }

    /**
     * A KRaft broker for one test, on free ports.
     *
     * @param data an empty folder
     * @return the settings
     */
    public static KafkaSettings throwaway(Path data) {
        return new KafkaSettings(data, KafkaPorts.free());
    }

    @Override
    public String toString() {
        return "KafkaSettings[data=%s, ports=%s, zooKeeper=%s]".formatted(data, ports, zooKeeper);
    }

    /** Where its ZooKeeper is, when it uses one. */
    Optional<String> zooKeeperAddress() {
        return Optional.of(zooKeeper).filter(address -> !address.isEmpty());
    }
}
