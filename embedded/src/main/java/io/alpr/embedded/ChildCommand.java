package io.alpr.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a child is started.
 *
 * @param name of the service, such as {@code kafka}: names its log and lock
 * @param line program and arguments; no secrets, every user of the machine can read them
 * @param environment added to ours; may hold secrets
 * @param data the data folder of the whole stack
 */
record ChildCommand(String name, List<String> line, Map<String, String> environment, Path data) {
    ChildCommand {
        line = List.copyOf(line);
        environment = Map.copyOf(environment);
    }

    Path log() {
        return data.resolve("logs").resolve(name + ".log");
    }

    /** Without the environment, which may hold secrets. */
    @Override
    public String toString() {
        return "ChildCommand[" + name + "]";
    }
}
