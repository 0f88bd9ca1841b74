package io.alpr.app.bench;

import io.alpr.events.PictureMessage;
import io.alpr.events.PlateEvent;
import io.alpr.pilot.publish.DeliveryListener;
import io.alpr.pilot.publish.EventSink;
import io.alpr.pilot.publish.outbox.Outbox;
import io.alpr.pilot.publish.outbox.Receipt;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Where the events of a measured pilot end: in a real outbox on disk, with no broker behind it; the
 * last revision of each is remembered. Safe for several threads.
 */
final class KeptEvents implements EventSink {
    private final Outbox outbox;
    private final Map<UUID, PlateEvent> last = new LinkedHashMap<>();

    KeptEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void start(DeliveryListener listener) {}

    @Override
    public Receipt publish(PlateEvent event, List<PictureMessage> pictures) {
        var receipt = outbox.put(event, pictures);
        synchronized (last) {
            last.put(event.id().eventId(), event);
        }
        return receipt;
    }

    /** The plate of every event as it was said last. */
    List<String> plates() {
        synchronized (last) {
            return last.values().stream().map(event -> event.plate().text()).toList();
        }
    }

    /** The same of one camera. */
    List<String> plates(String cameraId) {
        synchronized (last) {
            return last.values().stream()
                    .filter(event -> event.id().cameraId().equals(cameraId))
                    .map(event -> event.plate().text())
                    .toList();
        }
    }

    @Override
    public void close() {
        outbox.close();
    }
}
