package io.alpr.pilot.publish;

import io.alpr.pilot.publish.outbox.Outbox;
import io.alpr.pilot.publish.outbox.OutboxUnavailable;
import io.alpr.pilot.publish.outbox.PictureLoss;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** What is in an outbox, as metrics that ask it anew each time. */
public final class OutboxMeters {
    private static final double MILLIS = 1_000;

    private OutboxMeters() {}

    /** Registers the meters; the registry then keeps the outbox reachable. */
    public static void register(MeterRegistry registry, Outbox outbox) {
        gauge(registry, outbox, "events", "Events that wait in the outbox", Outbox::waiting);
        gauge(
                registry,
                outbox,
                "set.aside.events",
                "Events kept in the outbox that can never be sent",
                Outbox::setAside);
        gauge(
                registry,
                outbox,
                "bytes",
                "Bytes that the outbox holds",
                box -> (double) box.bytes());
        gauge(
                registry,
                outbox,
                "limit.bytes",
                "Bytes that the outbox may hold",
                box -> (double) box.bytesMax());
        gauge(
                registry,
                outbox,
                "oldest.seconds",
                "How long the oldest event in the outbox has waited",
                OutboxMeters::oldestSeconds);
        for (var loss : PictureLoss.values()) {
            FunctionCounter.builder(
                            "alpr.outbox.pictures.dropped", outbox, box -> (double) box.lost(loss))
                    .description("Pictures whose event went without them, by reason")
                    .tag("reason", loss.label())
                    .register(registry);
        }
    }

    private static double oldestSeconds(Outbox outbox) {
        try {
            return (double) outbox.oldest().toMillis() / MILLIS;
        } catch (OutboxUnavailable _) {
            return Double.NaN;
        }
    }

    private static void gauge(
            MeterRegistry registry,
            Outbox outbox,
            String name,
            String description,
            ToDoubleFunction<Outbox> value) {
        Gauge.builder("alpr.outbox." + name, outbox, value)
                .description(description)
                .strongReference(true)
                .register(registry);
    }
}
