package io.alpr.pilot;

import io.alpr.events.PictureMessage;
import io.alpr.events.PlateEvent;
import io.alpr.pilot.publish.Delivery;
import io.alpr.pilot.publish.EventSink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Keeps everything in memory and acknowledges at once. */
public final class CollectingSink implements EventSink {
    private final List<PlateEvent> events = new ArrayList<>();
    private final List<PictureMessage> pictures = new ArrayList<>();

    @Override
    public synchronized CompletionStage<Delivery> publish(
            PlateEvent event, List<PictureMessage> evidence) {
        pictures.addAll(evidence);
        events.add(event);
        return CompletableFuture.completedFuture(new Delivery.Acknowledged());
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
