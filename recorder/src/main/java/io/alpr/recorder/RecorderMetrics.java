package io.alpr.recorder;

import io.alpr.service.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Every meter of the recorder, by the contract's names as Prometheus shows them: {@code
 * kafka_consumer_messages_consumed_total} and so on. Safe for use by many threads.
 */
final class RecorderMetrics {
    private final MeterRegistry registry;
    private final Counter consumed;
    private final Counter stored;
    private final Counter failed;
    private final Counter skipped;
    private final Counter expired;
    private final Counter erased;
    private final Timer processing;
    private final Timer insert;
    private final Map<String, Long> lags = new ConcurrentHashMap<>();

    RecorderMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.consumed = counter("consumed", "Records taken from Kafka, with those taken again");
        this.stored = counter("stored", "Records whose content reached the archive");
        this.failed = counter("failed", "Records that can never be stored");
        this.skipped = counter("skipped", "Records that the archive had already");
        this.expired = counter("expired", "Records older than the archive keeps, and not stored");
        this.erased = counter("erased", "Records of what was erased on request, and not stored");
        this.processing =
                Meters.histogram(
                        registry,
                        "kafka.consumer.processing.time",
                        "From a batch's arrival to its commit");
        this.insert =
                Meters.histogram(
                        registry,
                        "kafka.consumer.db.insert.time",
                        "One transaction of the database");
        Gauge.builder("kafka.consumer.lag", lags, RecorderMetrics::sum)
                .description("Records that wait in Kafka for this recorder")
                .register(registry);
    }

    void consumed(int records) {
        consumed.increment(records);
    }

    void stored(int records) {
        stored.increment(records);
    }

    void failed(int records) {
        failed.increment(records);
    }

    void expired(int records) {
        expired.increment(records);
    }

    void erased(int records) {
        erased.increment(records);
    }

    void skipped(int records) {
        skipped.increment(records);
    }

    Timer processing() {
        return processing;
    }

    Timer insert() {
        return insert;
    }

    void lag(String lane, long records) {
        lags.put(lane, records);
    }

    /** To be called when the broker has acknowledged it, not before. */
    void deadLetterSent(String errorType) {
        Counter.builder("kafka.consumer.dlq.messages.sent")
                .description("Records acknowledged by the dead-letter topic")
                .tag("error_type", errorType)
                .register(registry)
                .increment();
    }

    void retried(String lane) {
        Counter.builder("kafka.consumer.retry.attempts")
                .description("Batches put off because something was away")
                .tag("lane", lane)
                .register(registry)
                .increment();
    }

    private Counter counter(String what, String description) {
        return Counter.builder("kafka.consumer.messages." + what)
                .description(description)
                .register(registry);
    }

    private static double sum(Map<String, Long> lags) {
        return lags.values().stream().mapToLong(Long::longValue).sum();
    }
}
