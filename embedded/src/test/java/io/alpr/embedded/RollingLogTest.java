package io.alpr.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RollingLogTest {
    @TempDir private Path folder;

    private final List<String> told = new ArrayList<>();

    private static InputStream printed(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void run(Path file, String text) {
        new RollingLog(file, told::add).pump(printed(text));
    }

    @Test
    void theLogOfTheRunBeforeIsKeptBesideThatOfTheLast() {
        var file = folder.resolve("kafka.log");
        run(file, "first\n");
        run(file, "second\n");
        run(file, "third\n");
        assertThat(file).hasContent("third");
        assertThat(folder.resolve("kafka.log.1")).hasContent("second");
        assertThat(told).containsExactly("first", "second", "third");
    }

    @Test
    void aChildThatPrintsWithoutEndFillsTwoFilesAndNoMore() throws Exception {
        var file = folder.resolve("kafka.log");
        run(file, ("x".repeat(1023) + "\n").repeat(20 << 10));
        assertThat(Files.size(file)).isLessThanOrEqualTo(8 << 20);
        try (var files = Files.list(folder)) {
            assertThat(files.mapToLong(each -> each.toFile().length()).sum())
                    .isLessThanOrEqualTo(16 << 20);
        }
        assertThat(told).hasSize(20 << 10);
    }

    @Test
    void aLogThatCannotBeWrittenHidesNothingOfWhatTheChildSays() throws Exception {
        var noFolder = Files.writeString(folder.resolve("logs"), "a file");
        run(noFolder.resolve("kafka.log"), "Kafka Server started\n");
        assertThat(told).containsExactly("Kafka Server started");
    }
}
