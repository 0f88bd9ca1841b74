package io.alpr.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that runs once and ends, such as initdb. */
final class OneShot {
    private static final int SECONDS_MAX = 60;
    private static final int TAIL_CHARACTERS = 400;

    private OneShot() {}

    /**
     * Runs to the end.
     *
     * @param name for the error
     * @param line program and arguments, no secrets
     * @param input given on standard input
     * @return what it printed
     * @throws EmbeddedFailure with the end of its output when the status is not 0
     */
    static String run(String name, List<String> line, String input) {
        try {
            Path output = Files.createTempFile("embedded", ".out");
            try {
                Process process =
                        new ProcessBuilder(line)
                                .redirectErrorStream(true)
                                .redirectOutput(output.toFile())
                                .start();
                try (OutputStream in = process.getOutputStream()) {
                    in.write(input.getBytes(StandardCharsets.UTF_8));
                }
                if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new EmbeddedFailure(
                            "%s did not end within %d s".formatted(name, SECONDS_MAX));
                }
                String printed = Files.readString(output);
                require(name, process.exitValue(), printed);
                return printed;
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException failed) {
            throw new EmbeddedFailure(
                    "%s cannot be run: %s".formatted(name, failed.getMessage()), failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new EmbeddedFailure("interrupted while " + name + " ran", stopped);
        }
    }

    private static void require(String name, int status, String output) {
        if (status != 0) {
            String tail = output.substring(Math.max(0, output.length() - TAIL_CHARACTERS)).strip();
            throw new EmbeddedFailure(
                    "%s ended with status %d: %s".formatted(name, status, tail.replace('\n', ' ')));
        }
    }
}
