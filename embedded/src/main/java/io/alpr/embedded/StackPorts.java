package io.alpr.embedded;

import java.util.List;
import java.util.stream.Stream;

/**
 * Where a whole stack listens, on loopback; 0 takes a free port.
 *
 * @param kafka the broker's
 * @param registry Confluent's API
 * @param postgres the database
 * @param objects S3
 * @param zooKeeper unused without ZooKeeper
 */
public record StackPorts(KafkaPorts kafka, int registry, int postgres, int objects, int zooKeeper) {
    /**
     * The customary ports: 9092, 29092, 9093, 9101, 8081, 5432, 9000, 2181.
     *
     * @return fixed ports
     */
    public static StackPorts customary() {
        return new StackPorts(new KafkaPorts(9092, 29092, 9093, 9101), 8081, 5432, 9000, 2181);
    }

    /**
     * Free ports.
     *
     * @return zeros
     */
    public static StackPorts free() {
        return new StackPorts(KafkaPorts.free(), 0, 0, 0, 0);
    }

    /**
     * The ports that a topology takes, for {@link Ports#check}.
     *
     * @param topology with ZooKeeper or without
     * @return each port, 0 for any
     */
    public List<Integer> of(Topology topology) {
        Stream<Integer> coordination =
                switch (topology) {
                    case KRAFT -> Stream.of(kafka.controller());
                    case ZOOKEEPER -> Stream.of(zooKeeper);
                };
        return Stream.concat(
                        Stream.of(
                                kafka.host(),
                                kafka.internal(),
                                kafka.jmx(),
                                registry,
                                postgres,
                                objects),
                        coordination)
                .toList();
    }
}
