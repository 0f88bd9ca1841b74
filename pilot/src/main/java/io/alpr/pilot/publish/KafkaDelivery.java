package io.alpr.pilot.publish;

import io.alpr.events.PictureMessage;
import io.alpr.events.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A producer that tells for each record what became of it, and is made anew after a fault that it
 * cannot get over. For one thread.
 */
final class KafkaDelivery implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(KafkaDelivery.class);
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final KafkaSettings settings;
    private final MeterRegistry meters;
    private @Nullable Client client;
    private boolean broken;

    /** What became of one record. */
    sealed interface Outcome {
        /** All replicas have it. */
        record Sent() implements Outcome {
            @Override
            public String reason() {
                return "";
            }
        }

        /** Not now; the same record may go another time. */
        record Later(String reason) implements Outcome {}

        /** This record will never go. */
        record Never(String reason) implements Outcome {}

        String reason();
    }

    /**
     * @param meters shows what Kafka's client measures of itself
     */
    KafkaDelivery(KafkaSettings settings, MeterRegistry meters) {
        this.settings = settings;
        this.meters = meters;
    }

    /** A picture as {@link Topics#IMAGES} wants it. */
    static ProducerRecord<String, byte[]> record(PictureMessage picture) {
        var record =
                new ProducerRecord<>(Topics.IMAGES, picture.eventId().toString(), picture.jpeg());
        picture.headers()
                .forEach(
                        (name, value) ->
                                record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    /**
     * Sends all together and waits for every outcome, in bounded time. When the broker cannot be
     * found for one, the rest is not tried: each would wait as long.
     */
    List<Outcome> sendAll(List<ProducerRecord<String, byte[]>> records)
            throws InterruptedException {
        var futures = new ArrayList<Future<RecordMetadata>>();
        try {
            for (var record : records) {
                var future = producer().send(record);
                futures.add(future);
                if (brokerIsAway(future)) {
                    break;
                }
            }
        } catch (KafkaException e) {
            log.debug("send failed", e);
            discard();
            return Collections.nCopies(records.size(), new Outcome.Later(oneLine(e)));
        }
        var outcomes = new ArrayList<Outcome>();
        for (var future : futures) {
            outcomes.add(outcome(future));
        }
        if (broken) {
            discard();
        }
        var notTried = records.size() - outcomes.size();
        if (notTried > 0) {
            outcomes.addAll(Collections.nCopies(notTried, outcomes.getLast()));
        }
        return outcomes;
    }

    private static boolean brokerIsAway(Future<RecordMetadata> future) {
        return future.state() == Future.State.FAILED
                && future.exceptionNow() instanceof TimeoutException;
    }

    /**
     * Finds the leaders of these topics now, so that the first record does not wait for that.
     * Failing is no matter: the first record finds them, or says what is wrong.
     */
    void prepare(List<String> topics) {
        try {
            topics.forEach(topic -> producer().partitionsFor(topic));
        } catch (KafkaException e) {
            log.debug("topics not found yet", e);
        }
    }

    /** Sends one whose loss does not matter, without waiting for its outcome. */
    void post(ProducerRecord<String, byte[]> record) {
        var _ = producer().send(record);
    }

    private Outcome outcome(Future<RecordMetadata> future) throws InterruptedException {
        try {
            // The producer itself ends every send within its delivery timeout.
            future.get();
            return new Outcome.Sent();
        } catch (ExecutionException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            log.debug("record not delivered", cause);
            if (cause instanceof RecordTooLargeException
                    || cause instanceof RecordBatchTooLargeException
                    || cause instanceof InvalidRecordException) {
                return new Outcome.Never(oneLine(cause));
            }
            if (cause instanceof TimeoutException || !(cause instanceof RetriableException)) {
                // What it knows of the brokers may be old; a new one asks from the start.
                broken = true;
            }
            return new Outcome.Later(oneLine(cause));
        }
    }

    private String oneLine(Throwable fault) {
        var text = String.valueOf(fault.getMessage()).lines().findFirst().orElse("");
        var hint =
                text.contains("not present in metadata")
                        ? " (no broker at %s, or the recorder has not created the topics yet)"
                                .formatted(settings.bootstrapServers())
                        : "";
        return text + hint;
    }

    /** A producer and what it measures. */
    private record Client(Producer<String, byte[]> producer, KafkaClientMetrics metrics) {
        static Client of(KafkaSettings settings, MeterRegistry meters) {
            var producer = KafkaProducers.of(settings);
            var metrics = new KafkaClientMetrics(producer);
            metrics.bindTo(meters);
            return new Client(producer, metrics);
        }

        void close(Duration wait) {
            metrics.close();
            producer.close(wait);
        }
    }

    private Producer<String, byte[]> producer() {
        var current = client;
        if (current == null) {
            current = Client.of(settings, meters);
            client = current;
        }
        return current.producer();
    }

    private void discard() {
        broken = false;
        end(Duration.ZERO);
    }

    private void end(Duration wait) {
        var current = client;
        client = null;
        if (current != null) {
            current.close(wait);
        }
    }

    @Override
    public void close() {
        end(CLOSE);
    }
}
