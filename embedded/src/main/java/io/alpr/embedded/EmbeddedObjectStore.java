package io.alpr.embedded;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * An S3 server (S3Proxy) on a folder, in a JVM of its own: signature version 4 with one key,
 * loopback only. Thread-safe.
 */
public final class EmbeddedObjectStore implements AutoCloseable {
    private static final String NAME = "objects";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
    private static final int HEAP_MEGABYTES = 96;

    private final ObjectStoreSettings settings;
    private final int port;
    private final ChildProcess child;

    private EmbeddedObjectStore(ObjectStoreSettings settings, int port, ChildProcess child) {
        this.settings = settings;
        this.port = port;
        this.child = child;
    }

    /**
     * Starts a server, on new or kept data, and waits until it answers.
     *
     * @param settings where, and for whom
     * @return the running server
     * @throws EmbeddedFailure when it does not come up
     */
    public static EmbeddedObjectStore start(ObjectStoreSettings settings) {
        String classPath = Parts.locate().classPath(NAME);
        ServiceLock lock = ServiceLock.take(settings.data(), NAME);
        try {
            Path folder = Files.createDirectories(settings.data().resolve(NAME));
            int port = Ports.orFree(settings.port());
            Path properties =
                    PrivateFiles.write(
                            settings.data().resolve("run").resolve(NAME + ".properties"),
                            properties(settings, port, folder));
            List<String> line =
                    new JavaChild(settings.data(), NAME, HEAP_MEGABYTES)
                            .arguments(
                                    "org.gaul.s3proxy.Main", "--properties", properties.toString())
                            .line(classPath);
            ChildProcess child =
                    ChildProcess.start(
                            new ChildCommand(NAME, line, Map.of(), settings.data()),
                            lock,
                            text -> false);
            Http http = new Http();
            URI root = URI.create("http://127.0.0.1:" + port + "/");
            child.await(() -> http.answers(root, status -> true), START_LIMIT);
            return new EmbeddedObjectStore(settings, port, child);
        } catch (IOException unwritable) {
            lock.close();
            throw new EmbeddedFailure(
                    "data folder %s cannot be written: %s"
                            .formatted(settings.data(), unwritable.getMessage()),
                    unwritable);
        } catch (RuntimeException failed) {
            lock.close();
            throw failed;
        }
    }

    private static String properties(ObjectStoreSettings settings, int port, Path folder) {
        return """
        s3proxy.endpoint=http://127.0.0.1:%d
        s3proxy.authorization=aws-v4
        s3proxy.identity=%s
        s3proxy.credential=%s
        jclouds.provider=filesystem-nio2
        jclouds.identity=unused
        jclouds.credential=unused
        jclouds.filesystem.basedir=%s
        """
                .formatted(port, settings.accessKey(), settings.secretKey(), folder);
    }

    /**
     * Where clients go.
     *
     * @return {@code http://127.0.0.1:PORT}
     */
    public String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    /**
     * The key that is let in.
     *
     * @return S3 access key
     */
    public String accessKey() {
        return settings.accessKey();
    }

    /**
     * Its secret.
     *
     * @return S3 secret key: not for logs
     */
    public String secretKey() {
        return settings.secretKey();
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
