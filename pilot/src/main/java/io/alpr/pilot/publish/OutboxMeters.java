package io.alpr.pilot.publish;

import static io.alpr.pilot.metric.PilotMetric.OUTBOX_BYTES;
import static io.alpr.pilot.metric.PilotMetric.OUTBOX_EVENTS;
import static io.alpr.pilot.metric.PilotMetric.OUTBOX_LIMIT;
import static io.alpr.pilot.metric.PilotMetric.OUTBOX_OLDEST;
import static io.alpr.pilot.metric.PilotMetric.OUTBOX_PICTURES_DROPPED;
import static io.alpr.pilot.metric.PilotMetric.OUTBOX_SET_ASIDE;

import io.alpr.pilot.publish.outbox.Outbox;
import io.alpr.pilot.publish.outbox.OutboxUnavailable;
import io.alpr.pilot.publish.outbox.PictureLoss;
import io.micrometer.core.instrument.MeterRegistry;

/** What is in an outbox, as metrics that ask it anew each time. */
public final class OutboxMeters {
    private static final double MILLIS = 1_000;

    private OutboxMeters() {}

    /** Registers the meters; the registry then keeps the outbox reachable. */
    public static void register(MeterRegistry registry, Outbox outbox) {
        OUTBOX_EVENTS.gauge(registry, outbox, Outbox::waiting);
        OUTBOX_SET_ASIDE.gauge(registry, outbox, Outbox::setAside);
        OUTBOX_BYTES.gauge(registry, outbox, Outbox::bytes);
        OUTBOX_LIMIT.gauge(registry, outbox, Outbox::bytesMax);
        OUTBOX_OLDEST.gauge(registry, outbox, OutboxMeters::oldestSeconds);
        for (var loss : PictureLoss.values()) {
            OUTBOX_PICTURES_DROPPED.counter(registry, outbox, box -> box.lost(loss), loss.label());
        }
    }

    private static double oldestSeconds(Outbox outbox) {
        try {
            return (double) outbox.oldest().toMillis() / MILLIS;
        } catch (OutboxUnavailable _) {
            return Double.NaN;
        }
    }
}
