package io.alpr.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks the API over HTTP and holds every answer of a documented route against the document. */
final class Client {
    private static final ApiDocument DOCUMENT = new ApiDocument();

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;
    private final String key;

    private Client(int port, String key) {
        this.port = port;
        this.key = key;
    }

    /** A stranger. */
    static Client without(int port) {
        return new Client(port, "");
    }

    /** A program that shows this key with every request. */
    static Client with(int port, String key) {
        return new Client(port, key);
    }

    /** An answer. */
    record Answer(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        JsonNode json() {
            return ApiDocument.json(response.body());
        }

        String text() {
            return response.body();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    /** Where the API listens. */
    int port() {
        return port;
    }

    /** GET of a documented route; the path is sent as it is, so it must be encoded. */
    Answer get(String path, String... headers) {
        return checked(send("GET", path, BodyPublishers.noBody(), headers), "GET", path);
    }

    /** POST to a documented route. */
    Answer post(String path, BodyPublisher body, String... headers) {
        return checked(send("POST", path, body, headers), "POST", path);
    }

    /** Anything to a documented route. */
    Answer checked(String method, String path, BodyPublisher body, String... headers) {
        return checked(send(method, path, body, headers), method, path);
    }

    /** Anything, unchecked. */
    Answer send(String method, String path, BodyPublisher body, String... headers) {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(Duration.ofSeconds(20))
                        .method(method, body);
        if (!key.isEmpty()) {
            request.header(Gate.KEY_HEADER, key);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return new Answer(http.send(request.build(), Bodies.text()));
        } catch (IOException e) {
            throw new AssertionError(method + " " + path + " failed: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    Answer send(String method, String path, String... headers) {
        return send(method, path, BodyPublishers.noBody(), headers);
    }

    private static Answer checked(Answer answer, String method, String path) {
        DOCUMENT.check(
                method,
                path.replaceFirst("\\?.*", ""),
                answer.status(),
                answer.header("content-type"),
                answer.text());
        return answer;
    }
}
