package io.alpr.recorder;

import io.alpr.archive.DatabaseUnavailable;
import io.alpr.archive.ObjectStoreFault;
import io.alpr.events.RegistryUnavailable;
import io.alpr.service.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
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
 * stored, and only then commits. When something it needs is away it goes back to the first record
 * of the batch and pauses, staying in the group, until that is there again. Nothing is skipped.
 */
final class Lane implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final Duration POLL_MAX = Duration.ofMillis(500);
    private static final Duration PAUSE_FIRST = Duration.ofMillis(250);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(10);

    private final String name;
    private final List<String> topics;
    private final Consumer<byte[], byte[]> consumer;
    private final RecordWork work;
    private final DeadLetters deadLetters;
    private final RecorderMetrics metrics;
    private volatile boolean running = true;
    private volatile Health health = Health.UP;
    private Duration pause = PAUSE_FIRST;
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
        try (consumer) {
            consumer.subscribe(topics, new Pausing());
            while (running && !Thread.currentThread().isInterrupted()) {
                take();
            }
            health = new Health.Down("lane " + name + " is stopped");
        } catch (RuntimeException e) {
            health = new Health.Down("lane %s ended: %s".formatted(name, e.getMessage()));
            LOG.error("lane={} ended error={}", name, e.getMessage(), e);
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

    private void takeOnce() {
        var records = consumer.poll(POLL_MAX);
        metrics.lag(name, lag());
        if (records.isEmpty()) {
            return;
        }
        metrics.consumed(records.count());
        var began = System.nanoTime();
        if (stored(records)) {
            commit();
            metrics.processing().record(Duration.ofNanos(System.nanoTime() - began));
            recovered();
        } else {
            rewind(records);
            waitPaused();
        }
    }

    private boolean stored(ConsumerRecords<byte[], byte[]> records) {
        var batch = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        records.forEach(batch::add);
        try {
            var letters = work.store(batch);
            deadLetters.send(letters);
            metrics.failed(letters.size());
            return true;
        } catch (DatabaseUnavailable
                | ObjectStoreFault.Unavailable
                | RegistryUnavailable
                | KafkaException e) {
            away(e);
        } catch (RuntimeException e) {
            // A fault of ours; still nothing may be skipped, so it shows and is tried again.
            LOG.error("lane={} error={}", name, e.getMessage(), e);
            away(e);
        }
        return false;
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

    private void commit() {
        try {
            consumer.commitSync();
        } catch (WakeupException e) {
            // The batch is stored: finish it before stopping.
            consumer.commitSync();
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
        }
    }
}
