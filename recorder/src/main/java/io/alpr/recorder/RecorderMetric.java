package io.alpr.recorder;

import io.alpr.service.MeterSpec;
import io.alpr.service.Metric;

/** All that the recorder measures, by the contract's names where it has them. */
public enum RecorderMetric implements Metric {
    /** Records taken from Kafka, with those taken again. */
    CONSUMED(
            MeterSpec.counter(
                    "kafka.consumer.messages.consumed",
                    "Records taken from Kafka, with those taken again")),
    /** Records whose content reached the archive. */
    STORED(
            MeterSpec.counter(
                    "kafka.consumer.messages.stored", "Records whose content reached the archive")),
    /** Records that can never be stored. */
    FAILED(MeterSpec.counter("kafka.consumer.messages.failed", "Records that can never be stored")),
    /** Records that the archive had already. */
    SKIPPED(
            MeterSpec.counter(
                    "kafka.consumer.messages.skipped", "Records that the archive had already")),
    /** Records older than the archive keeps, and not stored. */
    EXPIRED(
            MeterSpec.counter(
                    "kafka.consumer.messages.expired",
                    "Records older than the archive keeps, and not stored")),
    /** Records of what was erased on request, and not stored. */
    ERASED(
            MeterSpec.counter(
                    "kafka.consumer.messages.erased",
                    "Records of what was erased on request, and not stored")),
    /** From a batch's arrival to its commit. */
    PROCESSING_TIME(
            MeterSpec.histogram(
                    "kafka.consumer.processing.time", "From a batch's arrival to its commit")),
    /** One transaction of the database. */
    INSERT_TIME(
            MeterSpec.histogram(
                    "kafka.consumer.db.insert.time", "One transaction of the database")),
    /** Records that wait in Kafka for this recorder. */
    LAG(MeterSpec.gauge("kafka.consumer.lag", "", "Records that wait in Kafka for this recorder")),
    /** Records acknowledged by the dead-letter topic. */
    DEAD_LETTERS_SENT(
            MeterSpec.counter(
                    "kafka.consumer.dlq.messages.sent",
                    "Records acknowledged by the dead-letter topic",
                    "error_type")),
    /** Records that lie in the dead-letter topic, see ./alpr dlq list. */
    DEAD_LETTERS(
            MeterSpec.gauge(
                    "kafka.consumer.dlq.messages",
                    "",
                    "Records that lie in the dead-letter topic, see ./alpr dlq list")),
    /** Batches put off because something was away. */
    RETRIES(
            MeterSpec.counter(
                    "kafka.consumer.retry.attempts",
                    "Batches put off because something was away",
                    "lane")),
    /** When the last whole backup was begun, since 1970; 0 where none was. */
    LAST_BACKUP(
            MeterSpec.gauge(
                    "alpr.backup.last.timestamp",
                    "seconds",
                    "When the last whole backup was begun, since 1970; 0 where none was")),
    /** Bytes of the archive's database. */
    ARCHIVE_BYTES(MeterSpec.gauge("alpr.archive", "bytes", "Bytes of the archive's database"));

    // A list that cannot be changed, which the checker cannot know.
    @SuppressWarnings("ImmutableEnumChecker")
    private final MeterSpec spec;

    RecorderMetric(MeterSpec spec) {
        this.spec = spec;
    }

    @Override
    public MeterSpec spec() {
        return spec;
    }
}
