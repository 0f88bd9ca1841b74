package io.alpr.pilot.source;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP server that misbehaves as a test wants: it reads a request, then does as it is told. */
final class RawHttpServer implements AutoCloseable {
    private final ServerSocket socket;
    private final Answer answer;
    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);

    /** Writes one answer; its connection is closed when it returns. */
    interface Answer {
        void write(OutputStream out, int request, RawHttpServer self)
                throws IOException, InterruptedException;
    }

    RawHttpServer(Answer answer) throws IOException {
        this.answer = answer;
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    private void accept() {
        try {
            while (true) {
                var connection = socket.accept();
                Thread.ofPlatform().daemon().start(() -> serve(connection));
            }
        } catch (IOException _) {
            // Closed.
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            var in = connection.getInputStream();
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    return;
                }
                head.append((char) next);
            }
            var out = connection.getOutputStream();
            answer.write(out, requests.getAndIncrement(), this);
            out.flush();
        } catch (IOException _) {
            // The client has gone.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says nothing more on this connection, but keeps it open. */
    void staySilent() throws InterruptedException {
        over.await();
    }

    String url() {
        return "http://viewer:hunter2@127.0.0.1:%d/live".formatted(socket.getLocalPort());
    }

    static void multipart(OutputStream out) throws IOException {
        write(
                out,
                "HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=frame\r\n\r\n");
    }

    static void part(OutputStream out, byte[] jpeg) throws IOException {
        partHead(out, jpeg.length);
        out.write(jpeg);
        write(out, "\r\n");
        out.flush();
    }

    static void partHead(OutputStream out, int bytes) throws IOException {
        write(
                out,
                "--frame\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n"
                        .formatted(bytes));
    }

    static void picture(OutputStream out, byte[] jpeg) throws IOException {
        pictureHead(out, jpeg.length);
        out.write(jpeg);
    }

    static void pictureHead(OutputStream out, int bytes) throws IOException {
        write(
                out,
                "HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
                        .formatted(bytes));
    }

    static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void close() throws IOException {
        over.countDown();
        socket.close();
    }
}
