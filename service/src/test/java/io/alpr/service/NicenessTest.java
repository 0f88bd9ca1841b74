package io.alpr.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class NicenessTest {
    private static final Path SELF = Path.of("/proc/thread-self/stat");

    /** Of the thread that calls this, as proc(5) tells it. */
    private static int niceness() {
        var line = line();
        return Integer.parseInt(line.substring(line.lastIndexOf(')') + 2).split(" ", -1)[16]);
    }

    private static String line() {
        try {
            return Files.readString(SELF);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aThreadGivesWayAndTheOneThatStartedItDoesNot() throws Exception {
        assumeTrue(Files.exists(SELF), "SKIPPED: needs Linux");
        int before = niceness();
        assertThat(Niceness.givingWay("polite", NicenessTest::niceness)).isGreaterThan(before);
        assertThat(niceness()).isEqualTo(before);
    }

    @Test
    void whatFailsOnItFailsForWhoeverWaits() {
        assertThatThrownBy(
                        () ->
                                Niceness.givingWay(
                                        "failing",
                                        () -> {
                                            throw new IllegalStateException("no");
                                        }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no");
    }

    @Test
    @Timeout(20)
    void whoeverIsInterruptedInterruptsIt() throws Exception {
        var begun = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        var caller = Thread.ofPlatform().start(() -> sleepPolitely(begun, interrupted));
        begun.await();
        caller.interrupt();
        interrupted.await();
        caller.join();
    }

    private static void sleepPolitely(CountDownLatch begun, CountDownLatch interrupted) {
        try {
            Niceness.givingWay(
                    "sleeping",
                    () -> {
                        begun.countDown();
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException e) {
                            interrupted.countDown();
                            throw e;
                        }
                        return true;
                    });
        } catch (InterruptedException _) {
            // What was wanted.
        }
    }
}
