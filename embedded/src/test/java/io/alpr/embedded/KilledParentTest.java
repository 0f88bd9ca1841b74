package io.alpr.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("real")
class KilledParentTest {
    @TempDir Path data;

    @Test
    void aKilledParentLeavesNoChildAndTheNextStartHasAllData() throws Exception {
        Process parent = startParent();
        String[] ready = readyLine(parent).split(" ");
        int id = Integer.parseInt(ready[1]);
        List<Long> children = Arrays.stream(ready).skip(2).map(Long::valueOf).toList();
        assertThat(children).hasSize(5).allMatch(KilledParentTest::runs);

        parent.destroyForcibly().waitFor();
        // Started at once, while the children are still on their way out.
        try (EmbeddedStack again = EmbeddedStack.start(StackParent.settings(data))) {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(children).noneMatch(KilledParentTest::runs));
            assertThat(RegistryClient.get(again.registry().url() + "/schemas/ids/" + id).body())
                    .contains("Seen");
            assertThat(
                            RegistryClient.register(
                                    again.registry().url(), "seen-value", RegistryClient.SCHEMA))
                    .isEqualTo(id);
            assertThat(Records.read(again.kafka().bootstrapServers(), "kept", 1))
                    .containsExactly("before the kill");
            assertThat(again.alive()).isTrue();
        }
    }

    private Process startParent() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dalpr.root=" + System.getProperty("alpr.root"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StackParent.class.getName(),
                        data.toString(),
                        note().toString())
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("parent.log").toFile())
                .start();
    }

    private String readyLine(Process parent) throws IOException {
        await().atMost(Duration.ofMinutes(2))
                .until(() -> Files.exists(note()) || !parent.isAlive());
        await().atMost(Duration.ofSeconds(5))
                .until(() -> Files.readString(note()).startsWith("READY"));
        return Files.readString(note());
    }

    private Path note() {
        return data.resolve("ready");
    }

    private static boolean runs(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }
}
