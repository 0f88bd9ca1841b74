package io.alpr.recorder;

import io.alpr.events.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts records aside, raw, on {@link Topics#DEAD_LETTERS}: key, value and headers as they came (but
 * for those that begin with {@value #HEADERS}), beside them the headers {@code dlq_reason}, {@code
 * dlq_message}, {@code dlq_topic}, {@code dlq_partition}, {@code dlq_offset} and {@code dlq_time},
 * each UTF-8 text. Safe for use by many threads.
 */
final class DeadLetters implements AutoCloseable {
    /** What the names of our own headers begin with. */
    static final String HEADERS = "dlq_";

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final Duration ACKNOWLEDGED_MAX = Duration.ofSeconds(35);

    private final Producer<byte[], byte[]> producer;
    private final RecorderMetrics metrics;
    private final Clock clock;

    DeadLetters(RecorderSettings.Kafka kafka, RecorderMetrics metrics, Clock clock) {
        this.producer =
                new KafkaProducer<>(
                        KafkaProperties.deadLetters(kafka),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Returns when the broker has acknowledged all of them.
     *
     * @throws KafkaException when it has not: then some may come twice when they are sent again
     */
    void send(List<DeadLetter> letters) {
        var sent = new ArrayList<Future<RecordMetadata>>();
        for (var letter : letters) {
            sent.add(producer.send(record(letter)));
        }
        for (var i = 0; i < sent.size(); i++) {
            acknowledged(sent.get(i));
            var letter = letters.get(i);
            metrics.deadLetterSent(letter.errorType());
            LOG.warn(
                    "topic={} partition={} offset={} error={} put aside on {}: {}",
                    letter.record().topic(),
                    letter.record().partition(),
                    letter.record().offset(),
                    letter.errorType(),
                    Topics.DEAD_LETTERS,
                    letter.message());
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }

    private ProducerRecord<byte[], byte[]> record(DeadLetter letter) {
        var source = letter.record();
        var record =
                new ProducerRecord<>(
                        Topics.DEAD_LETTERS, null, source.key(), source.value(), source.headers());
        var headers = record.headers();
        removeOurs(headers);
        put(headers, "dlq_reason", letter.errorType());
        put(headers, "dlq_message", letter.message());
        put(headers, "dlq_topic", source.topic());
        put(headers, "dlq_partition", Integer.toString(source.partition()));
        put(headers, "dlq_offset", Long.toString(source.offset()));
        put(headers, "dlq_time", clock.instant().toString());
        return record;
    }

    /** A stranger's record must not pass for one that was dealt with, or for what we say of it. */
    static void removeOurs(Headers headers) {
        for (var header : headers.toArray()) {
            if (header.key().startsWith(HEADERS)) {
                headers.remove(header.key());
            }
        }
    }

    private static void put(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static void acknowledged(Future<RecordMetadata> future) {
        try {
            future.get(ACKNOWLEDGED_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            throw new KafkaException("dead letter not taken: " + cause.getMessage(), cause);
        } catch (TimeoutException e) {
            throw new KafkaException("dead letter not acknowledged in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted before a dead letter was acknowledged", e);
        }
    }
}
