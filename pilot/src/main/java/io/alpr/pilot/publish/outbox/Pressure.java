package io.alpr.pilot.publish.outbox;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers that room was lacking until there is clearly enough again, so that neither health nor
 * log flicker with every event: a tenth must be free, and nothing lacked for a minute. One line is
 * logged when the state changes. For one thread at a time.
 */
final class Pressure {
    private static final Logger log = LoggerFactory.getLogger(Pressure.class);
    private static final Duration CALM = Duration.ofMinutes(1);
    private static final double SHARE_CALM = 0.9;
    private static final OutboxState ROOMY = new OutboxState.Roomy();

    private final LongSupplier nanos;
    private OutboxState state = ROOMY;
    private long lastNanos;

    /**
     * @param nanos a clock that never goes back
     */
    Pressure(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Pictures make room. */
    void shedding(String reason) {
        if (state instanceof OutboxState.Roomy) {
            log.warn("outbox=shedding reason={}", reason);
        }
        if (!(state instanceof OutboxState.Full)) {
            state = new OutboxState.Shedding(reason);
        }
        lastNanos = nanos.getAsLong();
    }

    /** An event was turned away. */
    void full(String reason) {
        if (!(state instanceof OutboxState.Full)) {
            log.error("outbox=full reason={}", reason);
        }
        state = new OutboxState.Full(reason);
        lastNanos = nanos.getAsLong();
    }

    /**
     * How it is now.
     *
     * @param share of the room that is taken, 0 to 1
     */
    OutboxState state(double share) {
        boolean calm = nanos.getAsLong() - lastNanos >= CALM.toNanos() && share <= SHARE_CALM;
        if (calm && !(state instanceof OutboxState.Roomy)) {
            log.info("outbox=roomy");
            state = ROOMY;
        }
        return state;
    }
}
