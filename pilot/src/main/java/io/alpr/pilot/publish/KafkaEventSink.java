package io.alpr.pilot.publish;

import io.alpr.events.CameraStatus;
import io.alpr.events.CameraStatusCodec;
import io.alpr.events.HttpSchemaRegistry;
import io.alpr.events.IncompatibleSchema;
import io.alpr.events.PictureMessage;
import io.alpr.events.PlateEvent;
import io.alpr.events.PlateEventCodec;
import io.alpr.events.RegistryUnavailable;
import io.alpr.events.Topics;
import io.alpr.pilot.publish.outbox.Outbox;
import io.alpr.pilot.publish.outbox.OutboxState;
import io.alpr.pilot.publish.outbox.Receipt;
import io.alpr.service.Health;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps events in an {@link Outbox} and sends them from there to Kafka: {@link #publish} returns
 * once an event is on disk, and one thread sends what waits there, whoever put it there.
 *
 * <p>While broker, topics or registry are away, the same events are tried again for ever, and
 * {@link #health} says so. Thread-safe.
 */
public final class KafkaEventSink implements EventSink, StatusSink {
    private static final Logger log = LoggerFactory.getLogger(KafkaEventSink.class);

    private static final int BATCH_MAX = 32;
    private static final long IDLE_MS = 200;
    private static final long RETRY_MS = 1_000;
    private static final Duration CLOSE = Duration.ofSeconds(8);

    private final Map<String, CameraStatus> statuses = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Semaphore news = new Semaphore(0);
    private final Outbox outbox;
    private final HttpSchemaRegistry registry;
    private final CameraStatusCodec reports;
    private final PlateEventCodec events;
    private final KafkaDelivery delivery;
    private volatile String trouble = "";
    private @Nullable Thread sender;

    /**
     * Sends nothing before {@link #start}.
     *
     * @param outbox closed with the sink
     * @param meters shows what Kafka's client measures of itself
     */
    public KafkaEventSink(KafkaSettings settings, Outbox outbox, MeterRegistry meters) {
        this.outbox = outbox;
        registry = new HttpSchemaRegistry(settings.registry());
        events = new PlateEventCodec(registry, settings.bucket());
        reports = new CameraStatusCodec(registry);
        delivery = new KafkaDelivery(settings, meters);
    }

    @Override
    public synchronized void start(DeliveryListener listener) {
        if (sender != null) {
            throw new IllegalStateException("a sink starts once");
        }
        var round = new OutboxRound(outbox, delivery, events, listener);
        sender = Thread.ofPlatform().daemon().name("kafka-sender").start(() -> run(round));
    }

    @Override
    public Receipt publish(PlateEvent event, List<PictureMessage> pictures) {
        var receipt = outbox.put(event, pictures);
        news.release();
        return receipt;
    }

    @Override
    public void report(CameraStatus status) {
        statuses.put(status.cameraId(), status);
    }

    @Override
    public boolean awaitDelivered(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        while (outbox.waiting() > 0) {
            if (System.nanoTime() > end) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(IDLE_MS / 10);
        }
        return true;
    }

    @Override
    public Health health() {
        var faults = new ArrayList<String>();
        switch (outbox.state()) {
            case OutboxState.Full(var reason) -> {
                return new Health.Down("events are turned away: " + reason);
            }
            case OutboxState.Shedding(var reason) -> faults.add("pictures are dropped: " + reason);
            case OutboxState.Roomy _ -> {}
        }
        var now = trouble;
        if (!now.isEmpty()) {
            faults.add("events wait (%d): %s".formatted(outbox.waiting(), now));
        }
        int aside = outbox.setAside();
        if (aside > 0) {
            faults.add(
                    "events set aside in the outbox (%d), the log says why; mend that and start the pilot again"
                            .formatted(aside));
        }
        return faults.isEmpty() ? Health.UP : new Health.Degraded(String.join("; ", faults));
    }

    private void run(OutboxRound round) {
        try {
            prepare();
            while (!isOver()) {
                news.drainPermits();
                var outcome = round.send(BATCH_MAX);
                settle(outcome);
                if (!outcome.trouble().isEmpty()) {
                    var _ = closing.await(RETRY_MS, TimeUnit.MILLISECONDS);
                } else {
                    sendStatuses();
                    rest(outcome);
                }
            }
        } catch (InterruptedException _) {
            log.debug("sender interrupted");
        } finally {
            if (isClosing() && trouble.isEmpty()) {
                // The last word of each camera: that it has stopped.
                sendStatuses();
            }
            if (!isClosing()) {
                trouble =
                        "sending has ended by a fault of ours, see the log; start the pilot again";
                log.error("sender ended, waiting={}", outbox.waiting());
            }
            delivery.close();
        }
    }

    /** What the first event of a day would otherwise wait for. */
    private void prepare() {
        try {
            events.prepare();
            delivery.prepare(List.of(Topics.PLATES, Topics.IMAGES));
        } catch (RegistryUnavailable | IncompatibleSchema e) {
            log.debug("registry not ready yet", e);
        }
    }

    private void rest(OutboxRound.Outcome outcome) throws InterruptedException {
        if (outcome.done() == 0) {
            var _ = news.tryAcquire(IDLE_MS, TimeUnit.MILLISECONDS);
        }
    }

    /** When it closes, what cannot go now waits on disk for the next life. */
    private boolean isOver() {
        return isClosing() && (!trouble.isEmpty() || outbox.waiting() == 0);
    }

    private void settle(OutboxRound.Outcome outcome) {
        var now = outcome.trouble();
        if (now.isEmpty() && !trouble.isEmpty()) {
            log.info("events go again, waiting={}", outbox.waiting());
        } else if (!now.isEmpty() && !now.equals(trouble)) {
            log.warn("events wait, waiting={} error={}", outbox.waiting(), now);
        }
        trouble = now;
    }

    /** Reports are worth little: each is tried once, and the next one replaces it. */
    private void sendStatuses() {
        for (var camera : List.copyOf(statuses.keySet())) {
            var status = statuses.remove(camera);
            if (status != null) {
                try {
                    delivery.post(
                            new ProducerRecord<>(Topics.CAMERAS, camera, reports.encode(status)));
                } catch (RuntimeException e) {
                    log.debug("camera={} status not sent, error={}", camera, e.getMessage());
                }
            }
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    @Override
    public synchronized void close() {
        closing.countDown();
        news.release();
        var running = sender;
        try {
            if (running != null && !running.join(CLOSE)) {
                running.interrupt();
                running.join(Duration.ofSeconds(2));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        outbox.close();
        registry.close();
    }
}
