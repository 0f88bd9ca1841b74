package io.alpr.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client of the live feed. */
final class Listener implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final LinkedBlockingQueue<Told> told = new LinkedBlockingQueue<>();
    private final InputStream in;
    private final Thread reader;

    private Listener(HttpRequest request) throws IOException, InterruptedException {
        var answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type").orElse(""))
                .startsWith("text/event-stream");
        in = answer.body();
        reader = Thread.startVirtualThread(this::read);
    }

    /** An event: its name, its id and what it says. */
    record Told(String name, String id, JsonNode data) {}

    static Listener to(int port, String key, String query, String... headers) {
        var request =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + port + "/api/v1/live" + query))
                        .header("X-API-Key", key);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return new Listener(request.build());
        } catch (IOException e) {
            throw new AssertionError("nobody tells: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            var name = "";
            var id = "";
            var data = "";
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                } else if (line.isEmpty()) {
                    if (!data.isEmpty()) {
                        told.add(new Told(name, id, ApiDocument.json(data)));
                    }
                    name = "";
                    data = "";
                }
            }
        } catch (IOException e) {
            // It was left, or ended.
        }
    }

    void awaitReady() {
        assertThat(next("ready").name()).isEqualTo("ready");
    }

    /** The next pass, or what stands in its place. */
    Told next() {
        var next = next("an event");
        return next.name().equals("ready") ? next("an event") : next;
    }

    private Told next(String what) {
        try {
            var next = told.poll(10, TimeUnit.SECONDS);
            assertThat(next).as(what).isNotNull();
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Events that nobody took yet. */
    int arrived() {
        return told.size();
    }

    /** Whether the answer has ended. */
    boolean isOver() {
        return !reader.isAlive();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
