package io.alpr.app.faults;

import io.alpr.app.stack.AlprChild;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;

/** {@code ./alpr pilot} in a process of its own, so that it can be killed. */
final class PilotChild implements AutoCloseable {
    private final AlprChild process;
    private final URI metrics;
    private final HttpClient client = HttpClient.newHttpClient();

    private PilotChild(AlprChild process, URI metrics) {
        this.process = process;
        this.metrics = metrics;
    }

    /** Starts one; what it says is added to a file beside the configuration. */
    static PilotChild start(Path yaml) throws IOException {
        var port = Center.read(yaml).ports().services().pilot();
        return new PilotChild(
                AlprChild.start("pilot", yaml),
                URI.create("http://127.0.0.1:" + port + "/metrics"));
    }

    /**
     * The value of a meter, 0 while the pilot does not answer yet.
     *
     * @param meter name and labels as they begin its line
     */
    double value(String meter) throws InterruptedException {
        try {
            var answer =
                    client.send(
                            HttpRequest.newBuilder(metrics).build(),
                            HttpResponse.BodyHandlers.ofString());
            return answer.body()
                    .lines()
                    .filter(line -> line.startsWith(meter + " "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(meter.length() + 1)))
                    .findFirst()
                    .orElse(0);
        } catch (IOException _) {
            return 0;
        }
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.kill();
    }

    /** SIGTERM: ends its passes and delivers what it can. */
    @Override
    public void close() {
        process.close();
        client.close();
    }
}
