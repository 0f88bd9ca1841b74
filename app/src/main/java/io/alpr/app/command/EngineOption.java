package io.alpr.app.command;

import io.alpr.vision.Engine;
import io.alpr.vision.Engines;
import io.alpr.vision.Purpose;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that choose the models, the same for every command that reads plates. */
final class EngineOption {
    @Option(
            names = "--engine",
            paramLabel = "FILE",
            description = "An engine's YAML with models of your own; default: the built-in engine.")
    private @Nullable Path file;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads for the models; default: one a processor.")
    private int threads;

    Engine open() {
        return open(Purpose.STILL);
    }

    Engine open(Purpose purpose) {
        return file == null
                ? Engines.builtIn(
                        purpose, threads > 0 ? threads : Runtime.getRuntime().availableProcessors())
                : Engines.open(file);
    }
}
