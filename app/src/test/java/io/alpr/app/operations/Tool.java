package io.alpr.app.operations;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program of this machine; whoever has not got it, skips what needs it. */
final class Tool {
    private static final long MINUTES_MAX = 3;

    private Tool() {}

    /** What a run said and how it ended. */
    record Ended(int code, String output) {}

    /** Skips the test where the machine has no such program. */
    static void demand(String program, String debianPackage) {
        assumeTrue(
                Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program))),
                () -> "skipped: no %s (apt-get install %s)".formatted(program, debianPackage));
    }

    /** Ends a program that serves: asked first, and made to after a while. */
    static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    static Ended run(Path folder, String... command) throws IOException, InterruptedException {
        var output = Files.createTempFile("tool", ".log");
        try {
            var process =
                    new ProcessBuilder(List.of(command))
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start();
            if (!process.waitFor(MINUTES_MAX, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
            return new Ended(process.waitFor(), Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            Files.deleteIfExists(output);
        }
    }
}
