package io.alpr.pilot.publish.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process, really killed, at moments of chance. */
@Tag("real")
class OutboxKillTest {
    private static final int LIVES = 8;
    private static final int BATCH = 8;
    private static final int EVENTS_A_LIFE_MAX = 1_000_000;

    @TempDir Path folder;

    @Test
    void anEventOutlivesKillNine() throws Exception {
        var chance = new SplittableRandom(20261123);
        var promised = new TreeSet<String>();
        for (int life = 0; life < LIVES; life++) {
            promised.addAll(killedLife(life, chance.nextInt(20, 700)));
        }
        sendTheRest();

        var sent = Files.readAllLines(broker());
        var archived = new LinkedHashSet<>(sent);
        assertThat(promised).hasSizeGreaterThan(LIVES);
        assertThat(archived)
                .as("every event with both its pictures")
                .allMatch(l -> l.endsWith(" 2"));
        assertThat(withoutPictures(archived)).as("none lost").containsAll(promised);
        for (var camera : BusyChild.CAMERAS) {
            assertThat(numbersOf(camera, archived)).as("order of " + camera).isSorted();
        }
        assertThat(sent.size() - archived.size())
                .as("sent again: at most what was under way at each kill")
                .isLessThanOrEqualTo(LIVES * BATCH);
    }

    private Path broker() {
        return folder.resolve("broker");
    }

    private Set<String> killedLife(int life, int millis) throws Exception {
        return ChildProcess.saidBeforeItWasKilled(
                ChildProcess.command(
                        BusyChild.class,
                        folder.resolve("outbox"),
                        broker(),
                        life * EVENTS_A_LIFE_MAX + 1),
                millis);
    }

    private void sendTheRest() throws IOException {
        try (var outbox = Outbox.open(new OutboxSettings(folder.resolve("outbox"), 64L << 20))) {
            for (var next = outbox.next(BATCH); !next.isEmpty(); next = outbox.next(BATCH)) {
                Files.writeString(broker(), BusyChild.lines(next), StandardOpenOption.APPEND);
                outbox.acknowledge(next);
            }
            assertThat(outbox.bytes()).isZero();
        }
        try (var left = Files.list(folder.resolve("outbox/pictures"))) {
            assertThat(left).isEmpty();
        }
    }

    private static List<String> withoutPictures(Set<String> lines) {
        return lines.stream().map(line -> line.replaceFirst(" \\d+$", "")).toList();
    }

    private static List<Integer> numbersOf(String camera, Set<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(camera + " "))
                .map(line -> Integer.valueOf(line.split(" ", -1)[1]))
                .toList();
    }
}
