package io.alpr.app.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;

/** Folders that a measurement makes for itself. */
public final class Scratch {
    private static final int DELETIONS_MAX = 20;
    private static final int PAUSE_MS = 250;

    private Scratch() {}

    /**
     * Deletes what was kept for the measurement. A server that is just ending may still write a
     * last line, so it is tried more than once; what is left then lies in the system's own folder
     * for such things and must not cost the figures.
     */
    public static void delete(Path folder) throws InterruptedException {
        for (int attempt = 0; attempt < DELETIONS_MAX && Files.exists(folder); attempt++) {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException | UncheckedIOException e) {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
            }
        }
    }
}
