package io.alpr.embedded;

/** Who coordinates the broker. */
public enum Topology {
    /** Kafka 4 by itself. */
    KRAFT,
    /** Kafka 3.9 under a ZooKeeper 3.9, with data folders of their own. */
    ZOOKEEPER
}
