package io.alpr.recorder;

import io.alpr.archive.ArchiveFacts;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
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
    private volatile double deadLetters = Double.NaN;
    private volatile Optional<ArchiveFacts> archive = Optional.empty();

    RecorderMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.consumed = RecorderMetric.CONSUMED.counter(registry);
        this.stored = RecorderMetric.STORED.counter(registry);
        this.failed = RecorderMetric.FAILED.counter(registry);
        this.skipped = RecorderMetric.SKIPPED.counter(registry);
        this.expired = RecorderMetric.EXPIRED.counter(registry);
        this.erased = RecorderMetric.ERASED.counter(registry);
        this.processing = RecorderMetric.PROCESSING_TIME.histogram(registry);
        this.insert = RecorderMetric.INSERT_TIME.histogram(registry);
        RecorderMetric.LAG.gauge(registry, lags, RecorderMetrics::sum);
        RecorderMetric.DEAD_LETTERS.gauge(registry, this, metrics -> metrics.deadLetters);
        RecorderMetric.ARCHIVE_BYTES.gauge(registry, this, RecorderMetrics::archiveBytes);
        RecorderMetric.LAST_BACKUP.gauge(registry, this, RecorderMetrics::lastBackup);
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

    /** So many lie on their topic; not a number where that is not known. */
    void deadLetters(double count) {
        deadLetters = count;
    }

    /** As of now; until the first time neither its size nor its backups are known. */
    void archive(ArchiveFacts facts) {
        archive = Optional.of(facts);
    }

    private static double archiveBytes(RecorderMetrics metrics) {
        return metrics.archive.map(facts -> (double) facts.bytes()).orElse(Double.NaN);
    }

    private static double lastBackup(RecorderMetrics metrics) {
        return metrics.archive
                .map(facts -> (double) facts.lastBackup().map(Instant::getEpochSecond).orElse(0L))
                .orElse(Double.NaN);
    }

    /** To be called when the broker has acknowledged it, not before. */
    void deadLetterSent(String errorType) {
        RecorderMetric.DEAD_LETTERS_SENT.counter(registry, errorType).increment();
    }

    void retried(String lane) {
        RecorderMetric.RETRIES.counter(registry, lane).increment();
    }

    private static double sum(Map<String, Long> lags) {
        return lags.values().stream().mapToLong(Long::longValue).sum();
    }
}
