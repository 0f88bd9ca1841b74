package io.alpr.recorder;

import io.alpr.archive.DatabaseUnavailable;
import io.alpr.archive.ObjectStoreFault;
import io.alpr.events.RegistryUnavailable;
import io.alpr.service.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One consumer on a thread of its own: takes what waits, stores it, puts aside what cannot be
 * stored, and only then commits. While a batch is stored the next is taken and prepared. When
 * something it needs is away it goes back to the first record of what is not stored and pauses,
 * staying in the group, until that is there again. Nothing is skipped.
 */
final class Lane implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final Duration POLL_MAX = Duration.ofMillis(500);

    /** While a batch is stored: its end is not to be waited for longer than that. */
    private static final Duration POLL_BRIEF = Duration.ofMillis(5);

    private static final Duration PAUSE_FIRST = Duration.ofMillis(250);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(10);

    private final String name;
    private final List<String> topics;
    private final Consumer<byte[], byte[]> consumer;
    private final RecordWork work;
    private final DeadLetters deadLetters;
    private final RecorderMetrics metrics;
    private final ExecutorService storer;
    private volatile boolean running = true;
    private volatile Health health = Health.UP;
    private Duration pause = PAUSE_FIRST;
    private Optional<InHand> inHand = Optional.empty();
    private boolean holding;
    private boolean brokerFailed;

    Lane(
            String name,
            List<String> topics,
            Consumer<byte[], byte[]> consumer,
            RecordWork work,
            DeadLetters deadLetters,
            RecorderMetrics metrics) {
        this.name = name;
        this.topics = topics;
        this.consumer = consumer;
        this.work = work;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
        this.storer =
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().daemon().name("recorder-store-" + name).factory());
    }

    /** How it is; safe from any thread. */
    Health health() {
        return health;
    }

    /** Ends after the batch in hand; safe from any thread. */
    void stop() {
        running = false;
        consumer.wakeup();
    }

    @Override
    public void run() {
        var end = "is stopped";
        try (consumer;
                storer) {
            consumer.subscribe(topics, new Pausing());
            while (running && !Thread.currentThread().isInterrupted()) {
                take();
            }
            var _ = settled();
        } catch (RuntimeException | Error e) {
            end = "ended: " + e;
            LOG.error("lane={} ended error={}", name, e.getMessage(), e);
        } finally {
            health = new Health.Down("lane %s %s".formatted(name, end));
        }
    }

    private void take() {
        try {
            takeOnce();
            if (brokerFailed) {
                brokerFailed = false;
                recovered();
            }
        } catch (WakeupException e) {
            // Only stop() wakes; the loop sees it.
            LOG.debug("lane={} woken", name);
        } catch (KafkaException e) {
            brokerFailed = true;
            away(e);
            LockSupport.parkNanos(pause.toNanos());
            goOn();
        }
    }

    /** A batch that is being stored. */
    private record InHand(
            ConsumerRecords<byte[], byte[]> records,
            Future<List<DeadLetter>> storing,
            long began) {}

    private void takeOnce() {
        var records = consumer.poll(inHand.isPresent() ? POLL_BRIEF : POLL_MAX);
        metrics.lag(name, lag());
        if (records.isEmpty()) {
            if (inHand.filter(batch -> !batch.storing().isDone()).isEmpty() && !settled()) {
                waitPaused();
            }
            return;
        }
        metrics.consumed(records.count());
        var began = System.nanoTime();
        var prepared = prepared(records);
        var earlier = inHand;
        inHand = Optional.empty();
        boolean stored = earlier.map(this::stored).orElse(true);
        if (stored && prepared.isPresent()) {
            var storing = storer.submit(() -> storedBy(prepared.get()));
            inHand = Optional.of(new InHand(records, storing, began));
        }
        if (stored) {
            earlier.ifPresent(this::committed);
        }
        if (inHand.isEmpty()) {
            rewind(records);
            // The earlier batch last: it is where to begin again.
            earlier.filter(_ -> !stored).ifPresent(batch -> rewind(batch.records()));
            waitPaused();
        }
    }

    private Optional<RecordWork.Storing> prepared(ConsumerRecords<byte[], byte[]> records) {
        var batch = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        records.forEach(batch::add);
        try {
            return Optional.of(work.prepare(batch));
        } catch (RuntimeException e) {
            failed(e);
            return Optional.empty();
        }
    }

    private List<DeadLetter> storedBy(RecordWork.Storing prepared) {
        var letters = prepared.store();
        deadLetters.send(letters);
        return letters;
    }

    /** Waits for the batch in hand and commits it; when it could not be stored, it comes again. */
    private boolean settled() {
        if (inHand.isEmpty()) {
            return true;
        }
        var batch = inHand.get();
        inHand = Optional.empty();
        if (stored(batch)) {
            committed(batch);
            return true;
        }
        rewind(batch.records());
        return false;
    }

    private boolean stored(InHand batch) {
        try {
            metrics.failed(batch.storing().get().size());
            return true;
        } catch (ExecutionException e) {
            failed(e.getCause() instanceof RuntimeException cause ? cause : new StoringFailed(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.warn("lane={} interrupted while storing; what is not stored comes again", name);
        }
        return false;
    }

    private void committed(InHand batch) {
        commit(batch.records());
        metrics.processing().record(Duration.ofNanos(System.nanoTime() - batch.began()));
        recovered();
    }

    private static final class StoringFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private StoringFailed(Throwable cause) {
            super(cause);
        }
    }

    private void failed(RuntimeException e) {
        switch (e) {
            case DatabaseUnavailable _,
                    ObjectStoreFault.Unavailable _,
                    RegistryUnavailable _,
                    KafkaException _ -> {}
            // A fault of ours; still nothing may be skipped, so it shows and is tried again.
            default -> LOG.error("lane={} error={}", name, e.getMessage(), e);
        }
        away(e);
    }

    private void away(RuntimeException fault) {
        var reason = String.valueOf(fault.getMessage());
        metrics.retried(name);
        LOG.warn("lane={} waits {} and tries again: {}", name, pause, reason);
        LOG.debug("lane={} fault", name, fault);
        health = new Health.Degraded("lane " + name + " waits: " + reason);
    }

    private void recovered() {
        pause = PAUSE_FIRST;
        if (!health.equals(Health.UP)) {
            LOG.info("lane={} goes on", name);
            health = Health.UP;
        }
    }

    /** Its own offsets: the consumer may have taken the next batch already. */
    private void commit(ConsumerRecords<byte[], byte[]> stored) {
        try {
            consumer.commitSync(stored.nextOffsets());
        } catch (WakeupException e) {
            // The batch is stored: finish it before stopping.
            consumer.commitSync(stored.nextOffsets());
        } catch (KafkaException e) {
            // The records come again, here or at another recorder, and are known then.
            LOG.warn("lane={} commit failed: {}", name, e.getMessage());
        }
    }

    private void rewind(ConsumerRecords<byte[], byte[]> records) {
        for (var partition : records.partitions()) {
            if (consumer.assignment().contains(partition)) {
                consumer.seek(partition, records.records(partition).getFirst().offset());
            }
        }
    }

    /** Polls on with everything paused, so that the group does not take us for dead. */
    private void waitPaused() {
        holding = true;
        consumer.pause(consumer.assignment());
        var end = System.nanoTime() + pause.toNanos();
        for (var left = pause;
                left.isPositive();
                left = Duration.ofNanos(end - System.nanoTime())) {
            rewind(consumer.poll(left.compareTo(POLL_MAX) < 0 ? left : POLL_MAX));
        }
        goOn();
    }

    private void goOn() {
        holding = false;
        consumer.resume(consumer.paused());
        var doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(PAUSE_MAX) < 0 ? doubled : PAUSE_MAX;
    }

    private long lag() {
        var sum = 0L;
        for (var partition : consumer.assignment()) {
            sum += consumer.currentLag(partition).orElse(0);
        }
        return sum;
    }

    /** Partitions that come while we wait are paused like the others. */
    private final class Pausing implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            LOG.info("lane={} assigned={}", name, partitions);
            if (holding) {
                consumer.pause(partitions);
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            LOG.info("lane={} revoked={}", name, partitions);
            // Whoever gets them next shall begin behind what is stored.
            var _ = settled();
        }
    }
}
