package io.alpr.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("real")
class ZooKeeperTopologyTest {
    @TempDir Path data;

    @Test
    void aRecordPassesThroughABrokerUnderARealZooKeeper() throws Exception {
        try (EmbeddedZooKeeper zooKeeper =
                        EmbeddedZooKeeper.start(ZooKeeperSettings.throwaway(data));
                EmbeddedKafka kafka =
                        EmbeddedKafka.start(
                                new KafkaSettings(
                                        data,
                                        KafkaPorts.free(),
                                        zooKeeper.connectString(),
                                        Map.of()))) {
            Records.createTopic(kafka.bootstrapServers(), "passed");
            Records.send(kafka.bootstrapServers(), "passed", "under a ZooKeeper");
            assertThat(Records.read(kafka.bootstrapServers(), "passed", 1))
                    .containsExactly("under a ZooKeeper");
        }
    }
}
