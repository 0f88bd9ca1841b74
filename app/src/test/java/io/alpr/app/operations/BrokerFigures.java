package io.alpr.app.operations;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Path;

/** Prometheus' JMX agent in the embedded broker, with the rules that compose gives it. */
public final class BrokerFigures {
    private static final Path AGENT = Path.of("target", "agent", "jmx_prometheus_javaagent.jar");

    private BrokerFigures() {}

    /**
     * Loads it into the broker that this process has started.
     *
     * @param port on loopback where it answers
     * @param rules of what it tells
     */
    public static void open(int port, Path rules) throws IOException {
        var broker =
                ProcessHandle.current()
                        .descendants()
                        .filter(one -> one.info().commandLine().orElse("").contains("kafka.Kafka"))
                        .findFirst()
                        .orElseThrow();
        try {
            var machine = VirtualMachine.attach(Long.toString(broker.pid()));
            try {
                machine.loadAgent(
                        AGENT.toAbsolutePath().toString(),
                        "127.0.0.1:%d:%s".formatted(port, rules.toAbsolutePath().normalize()));
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException
                | AgentLoadException
                | AgentInitializationException e) {
            throw new IOException("the broker does not take the agent", e);
        }
    }
}
