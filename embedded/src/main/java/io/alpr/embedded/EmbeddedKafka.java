package io.alpr.embedded;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * One Kafka broker in a JVM of its own: KRaft with Kafka 4, or Kafka 3.9 under a ZooKeeper. JMX is
 * on a loopback port and wants a login. Thread-safe.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final int HEAP_MEGABYTES = 320;

    private final KafkaPorts ports;
    private final ChildProcess child;

    private EmbeddedKafka(KafkaPorts ports, ChildProcess child) {
        this.ports = ports;
        this.child = child;
    }

    /**
     * Starts a broker, on new or kept data, and waits until it serves.
     *
     * @param settings where, and with which topology
     * @return the running broker
     * @throws EmbeddedFailure when it does not come up
     */
    public static EmbeddedKafka start(KafkaSettings settings) {
        boolean kraft = settings.zooKeeperAddress().isEmpty();
        String name = kraft ? "kafka" : "kafka-zookeeper";
        String classPath = Parts.locate().classPath(name);
        ServiceLock lock = ServiceLock.take(settings.data(), name);
        try {
            KafkaPorts ports = settings.ports().resolved();
            Path folder = settings.data().resolve(name);
            Path properties =
                    PrivateFiles.write(
                            settings.data().resolve("run").resolve(name + ".properties"),
                            KafkaProperties.text(settings, ports, folder));
            JavaChild java = jvm(settings, name, ports);
            if (kraft && !Files.exists(folder.resolve("meta.properties"))) {
                format(java, properties);
            }
            java.arguments("kafka.Kafka", properties.toString());
            ChildProcess child =
                    ChildProcess.start(
                            new ChildCommand(name, java.line(classPath), Map.of(), settings.data()),
                            lock,
                            EmbeddedKafka::saysStarted);
            child.awaitLine(START_LIMIT);
            return new EmbeddedKafka(ports, child);
        } catch (RuntimeException failed) {
            lock.close();
            throw failed;
        }
    }

    private static boolean saysStarted(String line) {
        return line.contains("Kafka Server started") || line.contains("KafkaServer id=1] started");
    }

    /**
     * JMX requires a login with read access: write access, or loading an agent, runs programs as
     * the user of this process.
     */
    private static JavaChild jvm(KafkaSettings settings, String name, KafkaPorts ports) {
        Path run = settings.data().resolve("run");
        String user = KafkaSettings.JMX_USER;
        Path access = PrivateFiles.write(run.resolve(name + ".jmx.access"), user + " readonly\n");
        Path password =
                PrivateFiles.write(
                        run.resolve(name + ".jmx.password"),
                        user + " " + settings.jmxPassword() + "\n");
        return new JavaChild(settings.data(), name, HEAP_MEGABYTES)
                .option("-Dcom.sun.management.jmxremote.port=" + ports.jmx())
                .option("-Dcom.sun.management.jmxremote.rmi.port=" + ports.jmx())
                .option("-Dcom.sun.management.jmxremote.host=127.0.0.1")
                .option("-Djava.rmi.server.hostname=127.0.0.1")
                .option("-Dcom.sun.management.jmxremote.authenticate=true")
                .option("-Dcom.sun.management.jmxremote.access.file=" + access)
                .option("-Dcom.sun.management.jmxremote.password.file=" + password)
                .option("-Dcom.sun.management.jmxremote.password.toHashes=false")
                .option("-Dcom.sun.management.jmxremote.ssl=false")
                .option("-Dorg.slf4j.simpleLogger.log.kafka.server=info");
    }

    private static void format(JavaChild java, Path properties) {
        UUID random = UUID.randomUUID();
        byte[] bytes =
                ByteBuffer.allocate(16)
                        .putLong(random.getMostSignificantBits() & Long.MAX_VALUE)
                        .putLong(random.getLeastSignificantBits())
                        .array();
        String cluster = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        java.arguments(
                "--before",
                "kafka.tools.StorageTool",
                "format",
                "--ignore-formatted",
                "-t",
                cluster,
                "-c",
                properties.toString(),
                "--");
    }

    /**
     * For clients on this machine.
     *
     * @return {@code 127.0.0.1:PORT}
     */
    public String bootstrapServers() {
        return "127.0.0.1:" + ports.host();
    }

    /**
     * Where it listens.
     *
     * @return the ports in use, none of them 0
     */
    public KafkaPorts ports() {
        return ports;
    }

    /**
     * Its process.
     *
     * @return process ids
     */
    public List<Long> pids() {
        return List.of(child.pid());
    }

    /**
     * Whether the process runs.
     *
     * @return false after a stop, a kill or a crash
     */
    public boolean alive() {
        return child.alive();
    }

    /** Kafka's controlled shutdown. */
    public void stop() {
        child.stop(STOP_LIMIT);
    }

    /** SIGKILL, as in a crash. */
    public void kill() {
        child.kill();
    }

    /** As {@link #stop()}. */
    @Override
    public void close() {
        stop();
    }
}
