package io.alpr.app.faults;

import io.alpr.events.PictureMessage;
import io.alpr.events.PlateEvent;
import io.alpr.events.PlateEvent.PassId;
import io.alpr.pilot.publish.DeliveryListener;
import io.alpr.pilot.publish.EventSink;
import io.alpr.pilot.publish.outbox.Receipt;
import io.alpr.service.Health;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A sink that remembers what the one behind it has taken, in order. Safe for several threads. */
final class KeptEvents implements EventSink {
    private final EventSink sink;
    private final List<PassId> kept = new CopyOnWriteArrayList<>();

    KeptEvents(EventSink sink) {
        this.sink = sink;
    }

    /** Those of one camera. */
    List<PassId> of(String camera) {
        return kept.stream().filter(id -> id.cameraId().equals(camera)).toList();
    }

    int count() {
        return kept.size();
    }

    @Override
    public void start(DeliveryListener listener) {
        sink.start(listener);
    }

    @Override
    public Receipt publish(PlateEvent event, List<PictureMessage> pictures) {
        var receipt = sink.publish(event, pictures);
        if (receipt instanceof Receipt.Kept) {
            kept.add(event.id());
        }
        return receipt;
    }

    @Override
    public boolean awaitDelivered(Duration time) throws InterruptedException {
        return sink.awaitDelivered(time);
    }

    @Override
    public Health health() {
        return sink.health();
    }

    @Override
    public void close() {
        sink.close();
    }
}
