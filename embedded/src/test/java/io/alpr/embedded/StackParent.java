package io.alpr.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A program that runs a stack until it is killed; notes a schema's id and all process ids. */
final class StackParent {
    private StackParent() {}

    /**
     * Runs.
     *
     * @param arguments the data folder, the file to say so in
     */
    public static void main(String[] arguments) throws Exception {
        EmbeddedStack stack = EmbeddedStack.start(settings(Path.of(arguments[0])));
        int id =
                RegistryClient.register(
                        stack.registry().url(), "seen-value", RegistryClient.SCHEMA);
        Records.createTopic(stack.kafka().bootstrapServers(), "kept");
        Records.send(stack.kafka().bootstrapServers(), "kept", "before the kill");
        String pids =
                stack.pids().values().stream()
                        .flatMap(List::stream)
                        .map(String::valueOf)
                        .collect(Collectors.joining(" "));
        Files.writeString(Path.of(arguments[1]), "READY " + id + " " + pids);
        Thread.sleep(Long.MAX_VALUE);
    }

    static StackSettings settings(Path data) {
        return new StackSettings(
                data,
                StackPorts.free(),
                Topology.KRAFT,
                new Secrets(
                        "test-password", "test-access-key", "test-secret-key", "test-jmx-password"),
                "alpr",
                List.of("alpr_db"));
    }
}
