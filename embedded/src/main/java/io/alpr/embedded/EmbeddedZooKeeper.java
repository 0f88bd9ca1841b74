package io.alpr.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A real ZooKeeper 3.9 server in a JVM of its own, for the topology that wants one. Thread-safe.
 */
public final class EmbeddedZooKeeper implements AutoCloseable {
    private static final String NAME = "zookeeper";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
    private static final int HEAP_MEGABYTES = 64;
    private static final int ANSWER_MILLISECONDS_MAX = 2000;

    private final int port;
    private final ChildProcess child;

    private EmbeddedZooKeeper(int port, ChildProcess child) {
        this.port = port;
        this.child = child;
    }

    /**
     * Starts a server, on new or kept data, and waits until it serves.
     *
     * @param settings where
     * @return the running server
     * @throws EmbeddedFailure when it does not come up
     */
    public static EmbeddedZooKeeper start(ZooKeeperSettings settings) {
        String classPath = Parts.locate().classPath("kafka-zookeeper");
        ServiceLock lock = ServiceLock.take(settings.data(), NAME);
        try {
            int port = Ports.orFree(settings.port());
            Path configuration =
                    PrivateFiles.write(
                            settings.data().resolve("run").resolve(NAME + ".cfg"),
                            configuration(settings.data().resolve(NAME), port));
            List<String> line =
                    new JavaChild(settings.data(), NAME, HEAP_MEGABYTES)
                            .option("-Dzookeeper.admin.enableServer=false")
                            .option("-Dzookeeper.jmx.log4j.disable=true")
                            .arguments(
                                    "org.apache.zookeeper.server.quorum.QuorumPeerMain",
                                    configuration.toString())
                            .line(classPath);
            ChildProcess child =
                    ChildProcess.start(
                            new ChildCommand(NAME, line, Map.of(), settings.data()),
                            lock,
                            text -> false);
            child.await(() -> serves(port), START_LIMIT);
            return new EmbeddedZooKeeper(port, child);
        } catch (RuntimeException failed) {
            lock.close();
            throw failed;
        }
    }

    private static String configuration(Path folder, int port) {
        return """
        dataDir=%s
        clientPortAddress=127.0.0.1
        clientPort=%d
        tickTime=2000
        maxClientCnxns=60
        autopurge.snapRetainCount=3
        autopurge.purgeInterval=1
        """
                .formatted(folder, port);
    }

    /**
     * Asks ZooKeeper's four-letter word {@code srvr}, which answers with its mode once it serves.
     */
    private static boolean serves(int port) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(ANSWER_MILLISECONDS_MAX);
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                    ANSWER_MILLISECONDS_MAX);
            socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                    .contains("Mode: standalone");
        } catch (IOException notYet) {
            return false;
        }
    }

    /**
     * Where clients go.
     *
     * @return {@code 127.0.0.1:PORT}
     */
    public String connectString() {
        return "127.0.0.1:" + port;
    }

    /**
     * Where it listens.
     *
     * @return port on loopback
     */
    public int port() {
        return port;
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

    /** Ends it in order. */
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
