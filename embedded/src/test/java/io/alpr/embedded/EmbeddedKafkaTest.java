package io.alpr.embedded;

import static javax.management.remote.JMXConnector.CREDENTIALS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
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
        KafkaSettings settings = KafkaSettings.throwaway(data);
        try (EmbeddedKafka first = EmbeddedKafka.start(settings)) {
            Records.createTopic(first.bootstrapServers(), "kept");
            Records.send(first.bootstrapServers(), "kept", "before the stop");
            jmxLetsItsLoginReadAndNothingElse(first.ports().jmx(), settings.jmxPassword());
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

    private void jmxLetsItsLoginReadAndNothingElse(int port, String password) throws Exception {
        ObjectName messages =
                new ObjectName("kafka.server:type=BrokerTopicMetrics,name=MessagesInPerSec");
        try (JMXConnector connector = jmx(port, Map.of(CREDENTIALS, login(password)))) {
            MBeanServerConnection broker = connector.getMBeanServerConnection();
            assertThat((Long) broker.getAttribute(messages, "Count")).isPositive();
            // What runs programs: an agent loaded into the broker.
            assertThatThrownBy(
                            () ->
                                    broker.invoke(
                                            new ObjectName(
                                                    "com.sun.management:type=DiagnosticCommand"),
                                            "jvmtiAgentLoad",
                                            new Object[] {new String[] {"agent.jar"}},
                                            new String[] {String[].class.getName()}))
                    .isInstanceOf(SecurityException.class);
        }
        assertThatThrownBy(() -> jmx(port, Map.of())).isInstanceOf(SecurityException.class);
        assertThatThrownBy(() -> jmx(port, Map.of(CREDENTIALS, login("wrong-password"))))
                .isInstanceOf(SecurityException.class);
        for (String file : List.of("kafka.jmx.password", "kafka.jmx.access")) {
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(
                                            data.resolve("run").resolve(file))))
                    .isEqualTo("rw-------");
        }
    }

    private static String[] login(String password) {
        return new String[] {KafkaSettings.JMX_USER, password};
    }

    @SuppressWarnings("BanJNDI")
    private static JMXConnector jmx(int port, Map<String, Object> environment) throws Exception {
        JMXServiceURL url =
                new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi");
        return JMXConnectorFactory.connect(url, environment);
    }
}
