package io.alpr.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("real")
class EmbeddedKafkaTest {
    @TempDir Path data;

    @Test
    void recordsSurviveAStopAndAKill() throws Exception {
        try (EmbeddedKafka first = EmbeddedKafka.start(KafkaSettings.throwaway(data))) {
            Records.createTopic(first.bootstrapServers(), "kept");
            Records.send(first.bootstrapServers(), "kept", "before the stop");
            assertThat(jmxCounts(first.ports().jmx())).isPositive();
        }
        EmbeddedKafka second = EmbeddedKafka.start(KafkaSettings.throwaway(data));
        Records.send(second.bootstrapServers(), "kept", "before the kill");
        second.kill();
        assertThat(second.alive()).isFalse();
        try (EmbeddedKafka third = EmbeddedKafka.start(KafkaSettings.throwaway(data))) {
            assertThat(Records.read(third.bootstrapServers(), "kept", 2))
                    .isEqualTo(List.of("before the stop", "before the kill"));
            String internal = "127.0.0.1:" + third.ports().internal();
            assertThat(Records.read(internal, "kept", 2)).hasSize(2);
        }
    }

    @SuppressWarnings("BanJNDI")
    private static long jmxCounts(int port) throws Exception {
        JMXServiceURL url =
                new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi");
        try (JMXConnector connector = JMXConnectorFactory.connect(url)) {
            MBeanServerConnection broker = connector.getMBeanServerConnection();
            return (Long)
                    broker.getAttribute(
                            new ObjectName(
                                    "kafka.server:type=BrokerTopicMetrics,name=MessagesInPerSec"),
                            "Count");
        }
    }
}
