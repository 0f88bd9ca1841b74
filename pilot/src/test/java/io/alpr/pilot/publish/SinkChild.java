package io.alpr.pilot.publish;

import io.alpr.events.PlateEvent;
import io.alpr.pilot.publish.outbox.BusyChild;
import io.alpr.pilot.publish.outbox.MadeEvents;
import io.alpr.pilot.publish.outbox.Outbox;
import io.alpr.pilot.publish.outbox.OutboxSettings;
import io.alpr.pilot.publish.outbox.Receipt;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Publishes events of three cameras to a broker until it is killed. Says on standard output which
 * of them the sink has taken.
 */
final class SinkChild {
    private SinkChild() {}

    /**
     * @param arguments folder of the outbox, broker, registry, number of the first event
     */
    public static void main(String[] arguments) {
        var settings =
                new KafkaSettings(
                        arguments[1], URI.create(arguments[2]), "bucket", "child", Map.of());
        var sink =
                new KafkaEventSink(
                        settings,
                        Outbox.open(new OutboxSettings(Path.of(arguments[0]), 64L << 20)),
                        io.alpr.service.Meters.registry());
        sink.start(new Deaf());
        int first = Integer.parseInt(arguments[3]);
        for (var camera : BusyChild.CAMERAS) {
            Thread.ofPlatform().start(() -> publish(sink, camera, first));
        }
    }

    private static void publish(KafkaEventSink sink, String camera, int first) {
        for (int n = first; ; n++) {
            var made = MadeEvents.illustrated(camera, n, 3_000);
            if (sink.publish(made.event(), made.pictures()) instanceof Receipt.Kept) {
                BusyChild.say(camera + " " + n + "\n");
            }
        }
    }

    /** Hears nothing. */
    private static final class Deaf implements DeliveryListener {
        @Override
        public void acknowledged(PlateEvent event, Duration took) {}

        @Override
        public void setAside(PlateEvent event, String reason) {}
    }
}
