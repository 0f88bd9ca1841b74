package io.alpr.app.faults;

import io.alpr.app.Main;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code ./alpr pilot} in a process of its own, so that it can be killed. */
final class PilotChild implements AutoCloseable {
    private final Process process;
    private final URI metrics;
    private final HttpClient client = HttpClient.newHttpClient();

    private PilotChild(Process process, URI metrics) {
        this.process = process;
        this.metrics = metrics;
    }

    /** Starts one; what it says is added to a file beside the configuration. */
    static PilotChild start(Path yaml) throws IOException {
        var port = Center.read(yaml).ports().services().pilot();
        var command =
                List.of(
                        Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-XX:+UseSerialGC",
                        "-Xmx512m",
                        "@" + classPath(yaml),
                        Main.class.getName(),
                        "pilot",
                        "--config",
                        yaml.toString());
        var log = yaml.resolveSibling(yaml.getFileName() + ".log").toFile();
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                        .start();
        return new PilotChild(process, URI.create("http://127.0.0.1:" + port + "/metrics"));
    }

    /** In a file: ONNX Runtime does not survive a very long command line. */
    private static Path classPath(Path yaml) throws IOException {
        var classes =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path", ""));
        return Files.writeString(yaml.resolveSibling("class-path"), "-cp \"" + classes + "\"\n");
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
        process.destroyForcibly();
        process.waitFor();
    }

    /** SIGTERM: ends its passes and delivers what it can. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        client.close();
    }
}
