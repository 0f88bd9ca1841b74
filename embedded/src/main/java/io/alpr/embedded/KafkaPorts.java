package io.alpr.embedded;

import java.util.List;

/**
 * Where a broker listens, on loopback; 0 takes a free port.
 *
 * @param host for clients on this machine, 9092 by custom
 * @param internal for clients that stand in the seed's internal network, 29092 by custom
 * @param controller KRaft's own, 9093 by custom; unused with ZooKeeper
 * @param jmx 9101 by custom
 */
public record KafkaPorts(int host, int internal, int controller, int jmx) {
    /**
     * Free ports.
     *
     * @return four zeros
     */
    public static KafkaPorts free() {
        return new KafkaPorts(0, 0, 0, 0);
    }

    /** All four. */
    List<Integer> all() {
        return List.of(host, internal, controller, jmx);
    }

    KafkaPorts resolved() {
        return new KafkaPorts(
                Ports.orFree(host),
                Ports.orFree(internal),
                Ports.orFree(controller),
                Ports.orFree(jmx));
    }
}
