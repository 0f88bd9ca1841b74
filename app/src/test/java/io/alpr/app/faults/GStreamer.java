package io.alpr.app.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A Python script on GStreamer in a process of its own, that says and is told a line at a time. */
final class GStreamer implements AutoCloseable {
    private final Process process;
    private final BufferedReader says;

    private GStreamer(Process process) {
        this.process = process;
        this.says = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts a script, or skips the test where GStreamer is not installed. */
    static GStreamer run(String script, List<String> arguments) throws IOException {
        var command = new ArrayList<>(List.of("/usr/bin/python3", "-c", script));
        command.addAll(arguments);
        var running =
                new GStreamer(
                        new ProcessBuilder(command)
                                .redirectError(ProcessBuilder.Redirect.DISCARD)
                                .start());
        assumeTrue(
                "ready".equals(running.says.readLine()),
                "SKIPPED: needs an RTSP server, install it with: apt-get install"
                        + " gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-good python3-gi");
        return running;
    }

    /** Tells it a line and waits for its answer. */
    void tell(String line) throws IOException {
        var writer = process.outputWriter(StandardCharsets.UTF_8);
        writer.write(line + "\n");
        writer.flush();
        if (!line.equals(says.readLine())) {
            throw new IOException("GStreamer did not answer to: " + line);
        }
    }

    /** SIGSTOP or SIGCONT. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }

    /** SIGKILL, also while it is stopped. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
            says.close();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
