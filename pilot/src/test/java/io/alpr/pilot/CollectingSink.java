package io.alpr.pilot;

import io.alpr.events.PictureMessage;
import io.alpr.events.PlateEvent;
import io.alpr.pilot.publish.DeliveryListener;
import io.alpr.pilot.publish.EventSink;
import io.alpr.pilot.publish.outbox.Receipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps everything in memory and acknowledges at once. */
public final class CollectingSink implements EventSink {
    private final List<DeliveryListener> listeners = new CopyOnWriteArrayList<>();
    private final List<PlateEvent> events = new ArrayList<>();
    private final List<PictureMessage> pictures = new ArrayList<>();

    @Override
    public void start(DeliveryListener listener) {
        listeners.add(listener);
    }

    @Override
    public synchronized Receipt publish(PlateEvent event, List<PictureMessage> evidence) {
        pictures.addAll(evidence);
        events.add(event);
        listeners.forEach(listener -> listener.acknowledged(event, Duration.ZERO));
        return Receipt.KEPT;
    }

    /** All revisions in the order in which they came. */
    public synchronized List<PlateEvent> events() {
        return List.copyOf(events);
    }

    /** All pictures in the order in which they came. */
    public synchronized List<PictureMessage> pictures() {
        return List.copyOf(pictures);
    }

    /** The highest revision of each event, as an archive keeps it. */
    public synchronized List<PlateEvent> archived() {
        Map<UUID, PlateEvent> archived = new LinkedHashMap<>();
        for (var event : events) {
            archived.merge(
                    event.id().eventId(),
                    event,
                    (a, b) -> b.id().revision() > a.id().revision() ? b : a);
        }
        return List.copyOf(archived.values());
    }
}
