package io.alpr.vision;

import java.io.Serial;
import java.nio.file.Path;

/**
 * An engine file that says something it cannot. The message is one line: the file, the key, the
 * rule and what was found.
 */
public final class InvalidEngineFile extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    InvalidEngineFile(Path file, String fault) {
        super("%s: %s".formatted(file, fault.strip().replaceAll("\\s+", " ")));
    }
}
