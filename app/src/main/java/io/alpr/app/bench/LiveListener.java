package io.alpr.app.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;

/**
 * Listens to the live feed on a connection of its own and notes when each pass came. It reads no
 * more of an event than its id, since it works on the same cores as what it measures.
 */
final class LiveListener implements AutoCloseable {
    private static final Pattern EVENT_ID = Pattern.compile("\"event_id\":\"([0-9a-f-]{36})\"");
    private static final int READY_SECONDS = 30;

    private final Socket socket;
    private final CountDownLatch ready = new CountDownLatch(1);

    /** Nanoseconds of {@link System#nanoTime}; only the first time of each counts. */
    private final ConcurrentHashMap<UUID, Long> came = new ConcurrentHashMap<>();

    private final LongAdder twice = new LongAdder();

    /**
     * Connects.
     *
     * @param port on loopback
     * @param key that it shows
     */
    LiveListener(int port, String key) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream()
                .write(
                        ("GET /api/v1/live HTTP/1.1\r\nHost: localhost\r\nX-API-Key: "
                                        + key
                                        + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
        Thread.ofVirtual().name("listener").start(this::listen);
    }

    private void listen() {
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals("event: ready")) {
                    ready.countDown();
                } else if (line.startsWith("data: {\"")) {
                    note(line);
                }
            }
        } catch (IOException _) {
            // It was closed; what it missed is missing in the count.
        }
    }

    private void note(String line) {
        long now = System.nanoTime();
        var id = EVENT_ID.matcher(line);
        if (id.find() && came.putIfAbsent(UUID.fromString(id.group(1)), now) != null) {
            twice.increment();
        }
    }

    /**
     * @throws IllegalStateException when the service does not say so for long
     */
    void awaitReady() throws InterruptedException {
        if (!ready.await(READY_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(
                    "the live feed did not say ready within %d s".formatted(READY_SECONDS));
        }
    }

    /** When that pass came, by {@link System#nanoTime}; absent where it did not. */
    OptionalLong came(UUID pass) {
        var at = came.get(pass);
        return at == null ? OptionalLong.empty() : OptionalLong.of(at);
    }

    /** How many came. */
    int count() {
        return came.size();
    }

    /** How many came again. */
    long twice() {
        return twice.sum();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
