package io.alpr.app.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.alpr.events.PlateEvent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/**
 * Asks the Query API, as any client would, whether published passes are in the archive. For one
 * thread.
 */
public final class ArchiveCheck implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long PAUSE_MS = 100;

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final ObjectMapper json = new ObjectMapper();
    private final URI query;
    private final String key;

    /**
     * @param query address of the API, ending in a slash
     * @param key that it is asked with
     */
    public ArchiveCheck(URI query, String key) {
        this.query = query;
        this.key = key;
    }

    /** How many of the passes are answered with their text before the time is up. */
    public int archived(List<PlateEvent> passes, Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        int found = 0;
        for (var pass : passes) {
            boolean there = isThere(pass);
            while (!there && System.nanoTime() < end) {
                Thread.sleep(PAUSE_MS);
                there = isThere(pass);
            }
            found += there ? 1 : 0;
        }
        return found;
    }

    private boolean isThere(PlateEvent pass) throws InterruptedException {
        var address = query.resolve("events/" + pass.id().eventId());
        try {
            var answer =
                    client.send(
                            HttpRequest.newBuilder(address)
                                    .timeout(PATIENCE)
                                    .header("X-API-Key", key)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200
                    && json.readTree(answer.body())
                            .path("plate_normalized_text")
                            .asText()
                            .equals(pass.plate().normalized());
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
