package io.alpr.app.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One of our services in a process of its own, so that it can be killed and looked at. */
public final class AlprChild implements AutoCloseable {
    /** By its name: commands stand above this package. */
    private static final String MAIN = "io.alpr.app.Main";

    private static final int FAREWELL_SECONDS = 30;

    private final Process process;

    private AlprChild(Process process) {
        this.process = process;
    }

    /**
     * Starts {@code ./alpr SERVICE --config YAML}; what it says is added to a file beside the
     * configuration.
     */
    public static AlprChild start(String service, Path yaml) throws IOException {
        var command =
                List.of(
                        Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-XX:+UseSerialGC",
                        "-Xmx512m",
                        "@" + classPath(yaml),
                        MAIN,
                        service,
                        "--config",
                        yaml.toString());
        var log = yaml.resolveSibling(yaml.getFileName() + ".log").toFile();
        return new AlprChild(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                        .start());
    }

    /** In a file: ONNX Runtime does not survive a very long command line. */
    private static Path classPath(Path yaml) throws IOException {
        var classes =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path", ""));
        return Files.writeString(yaml.resolveSibling("class-path"), "-cp \"" + classes + "\"\n");
    }

    /** Its process. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** SIGKILL. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** SIGTERM: it ends what it has in hand. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(FAREWELL_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
