package io.alpr.app.command;

import io.alpr.app.config.AlprConfig;
import io.alpr.app.config.ConfigFiles;
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
}
