package io.alpr.query.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class LockOutTest {
    private final AtomicLong nanos = new AtomicLong();
    private final LockOut lockOut = new LockOut(nanos::get);

    @Test
    void aNameIsClosedWhereItWasGuessedAtAndNowhereElse() {
        tryOften("admin", "192.0.2.7", LockOut.TRIES_OF_A_NAME);
        assertThat(lockOut.isClosed("admin", "192.0.2.7")).isTrue();
        assertThat(lockOut.isClosed("ADMIN", "192.0.2.7")).isTrue();
        assertThat(lockOut.isClosed("admin", "192.0.2.8")).isFalse();
        assertThat(lockOut.isClosed("desk", "192.0.2.7")).isFalse();
    }

    @Test
    void anAddressIsClosedThatTriesManyNames() {
        for (int i = 0; i < LockOut.TRIES_OF_AN_ADDRESS; i++) {
            lockOut.noteTry("name" + i, "192.0.2.7");
        }
        assertThat(lockOut.isClosed("another", "192.0.2.7")).isTrue();
        assertThat(lockOut.isClosed("name0", "192.0.2.8")).isFalse();
    }

    @Test
    void itOpensAfterItsTimeAndNotBefore() {
        tryOften("admin", "192.0.2.7", LockOut.TRIES_OF_A_NAME);
        nanos.addAndGet(LockOut.CLOSED_FOR.minus(Duration.ofSeconds(1)).toNanos());
        assertThat(lockOut.isClosed("admin", "192.0.2.7")).isTrue();
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(lockOut.isClosed("admin", "192.0.2.7")).isFalse();
    }

    @Test
    void aRightPasswordIsNoGuess() {
        for (int i = 0; i < 10 * LockOut.TRIES_OF_AN_ADDRESS; i++) {
            lockOut.noteTry("desk", "192.0.2.7");
            lockOut.noteSuccess("desk", "192.0.2.7");
        }
        assertThat(lockOut.isClosed("desk", "192.0.2.7")).isFalse();
        tryOften("desk", "192.0.2.7", LockOut.TRIES_OF_A_NAME - 1);
        assertThat(lockOut.isClosed("desk", "192.0.2.7")).isFalse();
    }

    private void tryOften(String name, String address, int times) {
        for (int i = 0; i < times; i++) {
            lockOut.noteTry(name, address);
        }
    }
}
