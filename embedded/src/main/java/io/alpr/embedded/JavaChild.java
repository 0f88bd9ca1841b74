package io.alpr.embedded;

import io.alpr.embedded.guard.ChildGuard;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The command line of a JVM child: the running JDK, small memory, and {@link ChildGuard} before the
 * real main class.
 */
final class JavaChild {
    private static final String GUARD_FILE = "/io/alpr/embedded/guard/ChildGuard.class";

    private final Path data;
    private final String name;
    private final List<String> options = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();

    /**
     * Starts a command line.
     *
     * @param data folder of the whole stack
     * @param name of the service
     * @param heapMegabytes most heap it may use
     */
    JavaChild(Path data, String name, int heapMegabytes) {
        this.data = data;
        this.name = name;
        options.add("-Xmx" + heapMegabytes + "m");
        options.add("-XX:+UseSerialGC");
        options.add("-XX:TieredStopAtLevel=1");
        options.add("-XX:+ExitOnOutOfMemoryError");
        options.add("-Djava.awt.headless=true");
        options.add("--enable-native-access=ALL-UNNAMED");
        options.add("--sun-misc-unsafe-memory-access=allow");
        options.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
        options.add("-Dorg.slf4j.simpleLogger.showDateTime=true");
        options.add("-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSZ");
        // S3Proxy turns System.err into a log, and would log into itself.
        options.add("-Dorg.slf4j.simpleLogger.cacheOutputStream=true");
        // Names the data, so that a later run knows its own children.
        options.add("-Dembedded.data=" + data.resolve(name));
    }

    JavaChild option(String option) {
        options.add(option);
        return this;
    }

    JavaChild arguments(String... more) {
        arguments.addAll(List.of(more));
        return this;
    }

    /**
     * The whole line.
     *
     * @param classPath of the program
     * @return program and arguments
     */
    List<String> line(String classPath) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(options);
        line.add("-cp");
        line.add(guardFolder() + File.pathSeparator + classPath);
        line.add(ChildGuard.class.getName());
        line.addAll(arguments);
        return line;
    }

    /**
     * The guard alone on the child's class path: nothing of ours, no library of ours, meets theirs.
     */
    private Path guardFolder() {
        Path folder = data.resolve("run").resolve("guard-" + name);
        copy(GUARD_FILE, Path.of(folder + GUARD_FILE));
        // Found by the older broker and ZooKeeper, which log through reload4j.
        copy("/io/alpr/embedded/log4j.properties", folder.resolve("log4j.properties"));
        return folder;
    }

    private void copy(String resource, Path file) {
        try (InputStream ours =
                Optional.ofNullable(JavaChild.class.getResourceAsStream(resource)).orElseThrow()) {
            Files.createDirectories(file.getParent());
            Files.write(file, ours.readAllBytes());
        } catch (IOException unwritable) {
            throw new EmbeddedFailure(
                    "data folder %s cannot be written: %s".formatted(data, unwritable.getMessage()),
                    unwritable);
        }
    }
}
