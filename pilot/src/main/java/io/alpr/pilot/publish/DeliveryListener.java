package io.alpr.pilot.publish;

import io.alpr.events.PlateEvent;
import java.time.Duration;

/**
 * Is told what became of events that a sink took, in this life or an earlier one. Called from a
 * thread of the sink; must be quick.
 */
public interface DeliveryListener {
    /**
     * All its pictures and then the event itself are where they belong, durably.
     *
     * @param event as it was delivered
     * @param took since the sink took it, not negative
     */
    void acknowledged(PlateEvent event, Duration took);

    /**
     * It can never be delivered, and does not keep the others waiting.
     *
     * @param reason one line
     */
    void setAside(PlateEvent event, String reason);
}
