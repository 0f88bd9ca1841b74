package io.alpr.pilot.publish;

import io.alpr.events.CameraStatus;
import io.alpr.events.CameraStatusCodec;
import io.alpr.events.HttpSchemaRegistry;
import io.alpr.events.PictureMessage;
import io.alpr.events.PlateEvent;
import io.alpr.events.PlateEventCodec;
import io.alpr.events.Topics;
import io.alpr.service.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends events to Kafka: first the pictures of an event, then, once the broker has them, the event
 * itself.
 *
 * <p>Up to {@value #ROOM} events wait in memory; then {@link #publish} waits for room. While
 * broker, topics or registry are away, the same events are tried again for ever, and {@link
 * #health} says so. An event is acknowledged when the broker says so, and lost only when it can
 * never be sent or the program ends before the broker comes back. One thread sends. Thread-safe.
 */
public final class KafkaEventSink implements EventSink, StatusSink {
    private static final Logger log = LoggerFactory.getLogger(KafkaEventSink.class);

    private static final int ROOM = 256;
    private static final int BATCH_MAX = 32;
    private static final long IDLE_MS = 200;
    private static final long RETRY_MS = 1_000;
    private static final Duration CLOSE = Duration.ofSeconds(8);

    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(ROOM);
    private final Map<String, CameraStatus> statuses = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final HttpSchemaRegistry registry;
    private final PlateEventCodec events;
    private final CameraStatusCodec reports;
    private final KafkaDelivery delivery;
    private final Thread sender;
    private volatile String trouble = "";
    private volatile boolean abandoned;

    /** An event on its way. */
    private record Waiting(
            PlateEvent event, List<PictureMessage> pictures, CompletableFuture<Delivery> outcome) {}

    /** Starts the sending thread, which connects when there is something to send. */
    public KafkaEventSink(KafkaSettings settings) {
        registry = new HttpSchemaRegistry(settings.registry());
        events = new PlateEventCodec(registry, settings.bucket());
        reports = new CameraStatusCodec(registry);
        delivery = new KafkaDelivery(settings);
        sender = Thread.ofPlatform().daemon().name("kafka-sender").start(this::run);
    }

    @Override
    public CompletionStage<Delivery> publish(PlateEvent event, List<PictureMessage> pictures)
            throws InterruptedException {
        var waiting = new Waiting(event, List.copyOf(pictures), new CompletableFuture<>());
        while (!queue.offer(waiting, IDLE_MS, TimeUnit.MILLISECONDS)) {
            if (isClosing()) {
                return CompletableFuture.completedFuture(
                        new Delivery.Lost("the pilot is closing and the broker is away"));
            }
        }
        return waiting.outcome();
    }

    @Override
    public void report(CameraStatus status) {
        statuses.put(status.cameraId(), status);
    }

    @Override
    public Health health() {
        var now = trouble;
        return now.isEmpty()
                ? Health.UP
                : new Health.Degraded("events wait (%d): %s".formatted(queue.size(), now));
    }

    private void run() {
        try {
            while (!abandoned && !(isClosing() && queue.isEmpty())) {
                var first = queue.poll(IDLE_MS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    var batch = new ArrayList<Waiting>(List.of(first));
                    queue.drainTo(batch, BATCH_MAX - 1);
                    deliver(batch);
                }
                sendStatuses();
            }
        } catch (InterruptedException _) {
            log.debug("sender interrupted");
        } finally {
            giveUp(queue);
            delivery.close();
        }
    }

    /** Tries until each has its outcome. */
    private void deliver(List<Waiting> batch) throws InterruptedException {
        var left = batch;
        try {
            while (!left.isEmpty() && !abandoned) {
                left = attempt(left);
                if (!left.isEmpty()) {
                    pause();
                }
            }
        } finally {
            giveUp(left);
        }
    }

    private void pause() throws InterruptedException {
        if (isClosing()) {
            TimeUnit.MILLISECONDS.sleep(IDLE_MS);
        } else {
            var _ = closing.await(RETRY_MS, TimeUnit.MILLISECONDS);
        }
    }

    /**
     * Sends all once.
     *
     * @return those to be tried again
     */
    private List<Waiting> attempt(List<Waiting> batch) throws InterruptedException {
        var records = new ArrayList<ProducerRecord<String, byte[]>>();
        var ready = new ArrayList<Waiting>();
        for (var waiting : batch) {
            try {
                records.add(
                        new ProducerRecord<>(
                                Topics.PLATES,
                                waiting.event().id().cameraId(),
                                events.encode(waiting.event())));
                ready.add(waiting);
            } catch (RuntimeException e) {
                // Without the schema's number nothing can be sent; the events can wait.
                troubled(e.getMessage() == null ? e.toString() : e.getMessage());
                return batch;
            }
        }
        var pictures = batch.stream().flatMap(w -> w.pictures().stream()).toList();
        var unsent = delivery.sendAll(pictures.stream().map(KafkaDelivery::record).toList());
        var fault = unsent.stream().filter(KafkaDelivery.Outcome.Later.class::isInstance).findAny();
        if (fault.isPresent()) {
            troubled(fault.get().reason());
            return batch;
        }
        return settle(ready, delivery.sendAll(records));
    }

    private List<Waiting> settle(List<Waiting> sent, List<KafkaDelivery.Outcome> outcomes) {
        var left = new ArrayList<Waiting>();
        for (int i = 0; i < sent.size(); i++) {
            var waiting = sent.get(i);
            switch (outcomes.get(i)) {
                case KafkaDelivery.Outcome.Sent _ ->
                        waiting.outcome().complete(new Delivery.Acknowledged());
                case KafkaDelivery.Outcome.Never(var reason) ->
                        waiting.outcome().complete(new Delivery.Lost(reason));
                case KafkaDelivery.Outcome.Later(var reason) -> {
                    troubled(reason);
                    left.add(waiting);
                }
            }
        }
        if (left.isEmpty() && !trouble.isEmpty()) {
            log.info("broker is back, events={}", sent.size());
            trouble = "";
        }
        return left;
    }

    private void troubled(String reason) {
        if (!reason.equals(trouble)) {
            log.warn("events wait, error={}", reason);
        }
        trouble = reason;
    }

    /** Reports are worth little: each is tried once, and the next one replaces it. */
    private void sendStatuses() {
        if (!trouble.isEmpty() || statuses.isEmpty()) {
            return;
        }
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

    private static void giveUp(Iterable<Waiting> left) {
        for (var waiting : left) {
            waiting.outcome()
                    .complete(
                            new Delivery.Lost(
                                    "the pilot stopped before the broker took the event"));
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            if (!sender.join(CLOSE)) {
                abandoned = true;
                sender.interrupt();
                sender.join(Duration.ofSeconds(2));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        registry.close();
    }
}
