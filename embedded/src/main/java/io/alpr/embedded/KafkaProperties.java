package io.alpr.embedded;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The {@code server.properties} of a single broker on loopback. */
final class KafkaProperties {
    private KafkaProperties() {}

    /**
     * The file's text.
     *
     * @param settings overrides and topology
     * @param ports none of them 0
     * @param folder for the topics' logs
     */
    static String text(KafkaSettings settings, KafkaPorts ports, Path folder) {
        Map<String, String> all = new TreeMap<>();
        all.put("log.dirs", folder.toString());
        all.put("inter.broker.listener.name", "INTERNAL");
        all.put("offsets.topic.replication.factor", "1");
        all.put("offsets.topic.num.partitions", "10");
        all.put("transaction.state.log.replication.factor", "1");
        all.put("transaction.state.log.min.isr", "1");
        all.put("transaction.state.log.num.partitions", "5");
        all.put("group.initial.rebalance.delay.ms", "0");
        // A topic that nobody made has nobody's retention either.
        all.put("auto.create.topics.enable", "false");
        all.put("num.network.threads", "2");
        all.put("num.io.threads", "4");
        all.put("log.cleaner.dedupe.buffer.size", "16777216");
        settings.zooKeeperAddress()
                .ifPresentOrElse(
                        address -> zooKeeper(all, ports, address), () -> kraft(all, ports));
        all.putAll(settings.overrides());
        return all.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue().replace("\\", "\\\\"))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static void kraft(Map<String, String> all, KafkaPorts ports) {
        all.put("process.roles", "broker,controller");
        all.put("node.id", "1");
        all.put("controller.quorum.voters", "1@127.0.0.1:" + ports.controller());
        all.put("controller.listener.names", "CONTROLLER");
        all.put("share.coordinator.state.topic.replication.factor", "1");
        all.put("share.coordinator.state.topic.min.isr", "1");
        all.put("share.coordinator.state.topic.num.partitions", "5");
        all.put("listeners", clients(ports) + ",CONTROLLER://127.0.0.1:" + ports.controller());
        all.put("advertised.listeners", clients(ports));
        all.put(
                "listener.security.protocol.map",
                "HOST:PLAINTEXT,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT");
    }

    private static void zooKeeper(Map<String, String> all, KafkaPorts ports, String address) {
        all.put("broker.id", "1");
        all.put("zookeeper.connect", address);
        // After a crash the old session must not keep the new broker out for long.
        all.put("zookeeper.session.timeout.ms", "6000");
        all.put("listeners", clients(ports));
        all.put("advertised.listeners", clients(ports));
        all.put("listener.security.protocol.map", "HOST:PLAINTEXT,INTERNAL:PLAINTEXT");
    }

    private static String clients(KafkaPorts ports) {
        return "HOST://127.0.0.1:%d,INTERNAL://127.0.0.1:%d"
                .formatted(ports.host(), ports.internal());
    }
}
