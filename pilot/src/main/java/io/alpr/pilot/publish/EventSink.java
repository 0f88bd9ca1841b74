package io.alpr.pilot.publish;

import io.alpr.events.PictureMessage;
import io.alpr.events.PlateEvent;
import io.alpr.service.Health;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Where events go. Safe for several threads; events of one camera come from one thread and must
 * arrive in that order.
 */
public interface EventSink extends AutoCloseable {
    /**
     * Takes an event with its pictures. Waits while there is no room, so that a file is read no
     * faster than its events can be kept; nothing is ever dropped silently.
     *
     * @return completes, never exceptionally, when it is known what became of the event
     * @throws InterruptedException if interrupted while there is no room; the event was not taken
     */
    CompletionStage<Delivery> publish(PlateEvent event, List<PictureMessage> pictures)
            throws InterruptedException;

    /** How the way to the broker is. */
    default Health health() {
        return Health.UP;
    }

    /** Sends what it holds, within ten seconds. */
    @Override
    default void close() {}
}
