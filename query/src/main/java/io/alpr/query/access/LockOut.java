package io.alpr.query.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Locale;

/**
 * Makes guessing slow. Five wrong passwords for one name from one address close the door to that
 * pair, twenty of whatever names from one address close it to the address, both until {@link
 * #CLOSED_FOR} has passed without another. A name alone is never locked: whoever knows it could
 * keep its owner out for ever. Kept by each instance for itself. Safe from any thread.
 */
final class LockOut {
    static final int TRIES_OF_A_NAME = 5;
    static final int TRIES_OF_AN_ADDRESS = 20;
    static final Duration CLOSED_FOR = Duration.ofMinutes(5);

    /**
     * Beyond it the oldest are forgotten: somebody with that many addresses needs no more tries.
     */
    private static final int KEPT_MAX = 100_000;

    private final Cache<String, Integer> failures;

    LockOut(Ticker ticker) {
        this.failures =
                Caffeine.newBuilder()
                        .ticker(ticker)
                        .maximumSize(KEPT_MAX)
                        .expireAfterWrite(CLOSED_FOR)
                        .build();
    }

    boolean isClosed(String name, String address) {
        return count(pair(name, address)) >= TRIES_OF_A_NAME
                || count(address) >= TRIES_OF_AN_ADDRESS;
    }

    /** Counted before the password is looked at, so that many at once do not slip through. */
    void noteTry(String name, String address) {
        failures.asMap().merge(pair(name, address), 1, Integer::sum);
        failures.asMap().merge(address, 1, Integer::sum);
    }

    /** A right one: it was no guess, and neither were those before it. */
    void noteSuccess(String name, String address) {
        failures.invalidate(pair(name, address));
        failures.asMap().computeIfPresent(address, (_, count) -> Math.max(0, count - 1));
    }

    private int count(String key) {
        var count = failures.getIfPresent(key);
        return count == null ? 0 : count;
    }

    private static String pair(String name, String address) {
        return name.toLowerCase(Locale.ROOT) + " " + address;
    }
}
