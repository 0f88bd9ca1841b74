package io.alpr.app.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;

/**
 * Asks as fast as answers come, on a number of connections that stay open. It does as little as it
 * can with an answer, since it works on the same cores as what it measures.
 *
 * @param port on loopback
 * @param key that it shows
 * @param connections each with one request at a time
 */
record HttpLoad(int port, String key, int connections) {
    private static final int TIMEOUT_MS = 60_000;

    /**
     * What came of it.
     *
     * @param perSecond answers
     * @param p50 ms
     * @param p95 ms
     * @param p99 ms
     * @param faults answers of another status than 200
     */
    record Outcome(double perSecond, double p50, double p95, double p99, long faults) {}

    /**
     * Asks for that long.
     *
     * @param path of the n-th request of a connection, from 0
     */
    Outcome ask(IntFunction<String> path, Duration time) throws InterruptedException {
        var tasks = new ArrayList<Callable<Answers>>();
        long end = System.nanoTime() + time.toNanos();
        for (int i = 0; i < connections; i++) {
            int first = i * 7_919;
            tasks.add(() -> asked(path, first, end));
        }
        try (var threads = Executors.newFixedThreadPool(connections)) {
            var all = new Answers();
            for (var done : threads.invokeAll(tasks)) {
                all.add(done.get());
            }
            return all.outcome(time);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the API cannot be asked: " + e.getCause(), e);
        }
    }

    private Answers asked(IntFunction<String> path, int first, long end) throws IOException {
        var answers = new Answers();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT_MS);
            var in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
            for (int n = 0; System.nanoTime() < end; n++) {
                long begun = System.nanoTime();
                socket.getOutputStream().write(request(path.apply(first + n)));
                int status = status(in);
                answers.note((System.nanoTime() - begun) / 1e6, status == 200);
            }
        }
        return answers;
    }

    private byte[] request(String path) {
        return ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nX-API-Key: " + key + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads an answer to its end. */
    private static int status(InputStream in) throws IOException {
        var first = line(in);
        int length = -1;
        boolean chunked = false;
        for (var header = line(in); !header.isEmpty(); header = line(in)) {
            var lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            }
            chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
        }
        if (chunked) {
            skipChunks(in);
        } else {
            in.skipNBytes(Math.max(0, length));
        }
        return Integer.parseInt(first.substring(9, 12));
    }

    private static void skipChunks(InputStream in) throws IOException {
        int length;
        do {
            length = Integer.parseInt(line(in), 16);
            in.skipNBytes(length);
            line(in);
        } while (length > 0);
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder(80);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the connection ended in mid-answer");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    /** Of one connection, then of all. */
    private static final class Answers {
        private final List<Double> millis = new ArrayList<>();
        private long faults;

        void note(double took, boolean good) {
            millis.add(took);
            faults += good ? 0 : 1;
        }

        void add(Answers other) {
            millis.addAll(other.millis);
            faults += other.faults;
        }

        Outcome outcome(Duration time) {
            var sorted = millis.stream().sorted().toList();
            if (sorted.isEmpty()) {
                throw new UncheckedIOException(new IOException("no answer in " + time));
            }
            return new Outcome(
                    sorted.size() / (time.toMillis() / 1e3),
                    at(sorted, 0.5),
                    at(sorted, 0.95),
                    at(sorted, 0.99),
                    faults);
        }

        private static double at(List<Double> sorted, double share) {
            return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
        }
    }
}
