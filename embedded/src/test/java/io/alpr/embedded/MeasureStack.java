package io.alpr.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures by hand: start times of a first and a second start, memory (PSS) of each child. */
final class MeasureStack {
    private static final Logger LOG = LoggerFactory.getLogger(MeasureStack.class);

    private MeasureStack() {}

    /**
     * Prints the figures.
     *
     * @param arguments an empty folder
     */
    public static void main(String[] arguments) throws Exception {
        for (String run : List.of("first", "second", "third")) {
            long begin = System.nanoTime();
            try (EmbeddedStack stack =
                    EmbeddedStack.start(StackParent.settings(Path.of(arguments[0])))) {
                LOG.info("{} start: {} ms", run, since(begin));
                RegistryClient.register(
                        stack.registry().url(), "seen-value", RegistryClient.SCHEMA);
                for (var part : new TreeMap<>(stack.pids()).entrySet()) {
                    LOG.info("{} PSS {} MiB", part.getKey(), memory(part.getValue()));
                }
                begin = System.nanoTime();
            }
            LOG.info("{} stop: {} ms", run, since(begin));
        }
    }

    private static long since(long begin) {
        return (System.nanoTime() - begin) / 1_000_000;
    }

    private static long memory(List<Long> pids) {
        return pids.stream()
                        .flatMap(
                                pid ->
                                        ProcessHandle.of(pid).stream()
                                                .flatMap(
                                                        handle ->
                                                                Stream.concat(
                                                                        Stream.of(handle),
                                                                        handle.descendants())))
                        .map(ProcessHandle::pid)
                        .distinct()
                        .mapToLong(MeasureStack::memory)
                        .sum()
                / 1024;
    }

    private static long memory(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup")).stream()
                    .filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException gone) {
            return 0;
        }
    }
}
