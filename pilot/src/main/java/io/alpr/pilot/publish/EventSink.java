package io.alpr.pilot.publish;

import io.alpr.events.PictureMessage;
import io.alpr.events.PlateEvent;
import io.alpr.pilot.publish.outbox.Receipt;
import io.alpr.service.Health;
import java.time.Duration;
import java.util.List;

/**
 * Where events go. Safe for several threads; events of one camera come from one thread and are
 * delivered in that order.
 *
 * <p>Taking and delivering are two things: an event that was taken is safe, and its delivery is
 * told to the listener whenever it comes, perhaps hours later and by another process. Nobody keeps
 * anything in memory for it meanwhile.
 */
public interface EventSink extends AutoCloseable {
    /** Begins to deliver, with what an earlier life left first; once. */
    void start(DeliveryListener listener);

    /**
     * Takes an event with its pictures.
     *
     * @return {@link Receipt.Kept} once it is safe; {@link Receipt.TurnedAway} when it was not
     *     taken and may be offered again
     */
    Receipt publish(PlateEvent event, List<PictureMessage> pictures);

    /**
     * Waits until nothing that was taken waits for its delivery.
     *
     * @return whether that came within the time
     */
    default boolean awaitDelivered(Duration time) throws InterruptedException {
        return true;
    }

    /** How the way to the broker is. */
    default Health health() {
        return Health.UP;
    }

    /** Delivers what it can, within ten seconds. */
    @Override
    default void close() {}
}
