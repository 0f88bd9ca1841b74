package io.alpr.app.command;

import io.alpr.app.config.AlprConfig;
import io.alpr.app.config.ConfigFiles;
import io.alpr.app.stack.ConfigWatch;
import io.alpr.pilot.Pilot;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --config}, the same for every command that reads {@code alpr.yaml}. */
final class ConfigOption {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description =
                    "The configuration; default: alpr.yaml of this folder, where there is one.")
    private @Nullable Path file;

    /** This, or the other one where no file is named here. */
    ConfigOption orElse(ConfigOption other) {
        return file == null ? other : this;
    }

    /** Reads it with the environment over it. */
    AlprConfig read() {
        return ConfigFiles.read(Optional.ofNullable(file), System.getenv());
    }

    /**
     * Takes over its cameras whenever it changes.
     *
     * @param read what {@link #read} gave at the start
     */
    ConfigWatch watch(AlprConfig read, Pilot pilot) {
        var watched = Optional.ofNullable(file).orElse(ConfigFiles.USUAL);
        return ConfigWatch.start(watched, System.getenv(), read, pilot);
    }
}
