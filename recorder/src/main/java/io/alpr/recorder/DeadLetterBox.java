package io.alpr.recorder;

import io.alpr.events.Topics;
import io.alpr.recorder.KeptLetter.Origin;
import io.alpr.service.StartFailure;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The letters on {@link Topics#DEAD_LETTERS} that nobody has dealt with. Kafka deletes no single
 * record, so dealing with one writes another beside it: the letter's id as key, an empty value, and
 * the header {@code dlq_settled}, {@code replayed} or {@code dropped}. Both go with the topic's
 * age. Not safe for several threads.
 */
public final class DeadLetterBox implements AutoCloseable {
    private static final String SETTLED = DeadLetters.HEADERS + "settled";
    private static final Duration ANSWER_MAX = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(500);

    private final String bootstrapServers;
    private final Clock clock;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;

    /**
     * Connects at the first question.
     *
     * @param kafka where the topic is; its group is not used
     */
    public DeadLetterBox(RecorderSettings.Kafka kafka) {
        this.bootstrapServers = kafka.bootstrapServers();
        this.clock = Clock.systemUTC();
        this.consumer =
                new KafkaConsumer<>(
                        KafkaProperties.deadLetterBox(kafka),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        this.producer =
                new KafkaProducer<>(
                        KafkaProperties.deadLetters(kafka),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    /**
     * All of them, oldest first. Reads the whole topic, and keeps no values.
     *
     * @throws StartFailure when the broker does not answer or has no such topic
     */
    public List<KeptLetter> list() {
        var found = new TreeMap<Instant, List<KeptLetter>>();
        var settled = new HashSet<String>();
        scan(
                record -> {
                    if (record.headers().lastHeader(SETTLED) != null) {
                        settled.add(text(record.key()));
                    } else {
                        var letter = letter(record);
                        found.computeIfAbsent(letter.time(), _ -> new ArrayList<>()).add(letter);
                    }
                });
        return found.values().stream()
                .flatMap(List::stream)
                .filter(letter -> !settled.contains(letter.id().toString()))
                .toList();
    }

    private void scan(Consumer<ConsumerRecord<byte[], byte[]>> each) {
        asked(
                () -> {
                    var partitions = partitions();
                    consumer.assign(partitions);
                    consumer.seekToBeginning(partitions);
                    var ends = consumer.endOffsets(partitions);
                    readUpTo(ends, each);
                    return true;
                });
    }

    /** A broker that falls silent in the middle gives no error, only nothing. */
    private void readUpTo(
            Map<TopicPartition, Long> ends, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        long heard = System.nanoTime();
        while (ends.entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            var records = consumer.poll(POLL);
            if (!records.isEmpty()) {
                heard = System.nanoTime();
            } else if (System.nanoTime() - heard > ANSWER_MAX.toNanos()) {
                throw new KafkaException("it gave nothing for " + ANSWER_MAX.toSeconds() + " s");
            }
            records.forEach(each);
        }
    }

    private List<TopicPartition> partitions() {
        var partitions = consumer.partitionsFor(Topics.DEAD_LETTERS);
        if (partitions.isEmpty()) {
            throw new StartFailure(
                    "broker %s has no topic %s: a recorder makes it when it starts"
                            .formatted(bootstrapServers, Topics.DEAD_LETTERS));
        }
        return partitions.stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    /**
     * The value of a letter's record as it came.
     *
     * @return empty when there is no such letter (any more)
     * @throws StartFailure when the broker does not answer
     */
    public Optional<byte[]> value(KeptLetter.Id id) {
        return record(id).map(record -> record.value() == null ? new byte[0] : record.value());
    }

    private Optional<ConsumerRecord<byte[], byte[]>> record(KeptLetter.Id id) {
        return asked(
                () -> {
                    var partition = new TopicPartition(Topics.DEAD_LETTERS, id.partition());
                    if (!partitions().contains(partition)) {
                        return Optional.empty();
                    }
                    consumer.assign(List.of(partition));
                    var begin = consumer.beginningOffsets(List.of(partition)).get(partition);
                    var end = consumer.endOffsets(List.of(partition)).get(partition);
                    if (begin == null || end == null || id.offset() < begin || id.offset() >= end) {
                        return Optional.empty();
                    }
                    consumer.seek(partition, id.offset());
                    return first(partition, id.offset());
                });
    }

    private Optional<ConsumerRecord<byte[], byte[]>> first(TopicPartition partition, long offset) {
        long deadline = System.nanoTime() + ANSWER_MAX.toNanos();
        while (System.nanoTime() < deadline) {
            for (var record : consumer.poll(POLL).records(partition)) {
                return record.offset() == offset ? Optional.of(record) : Optional.empty();
            }
        }
        throw new KafkaException(
                "it did not give the record within " + ANSWER_MAX.toSeconds() + " s");
    }

    /**
     * Sends a letter's record back to the topic it came from, key, value and headers as they were,
     * and settles it once the broker has it. What has failed for a reason that is still there comes
     * back as a new letter; what was stored meanwhile changes nothing.
     *
     * @throws StartFailure when the letter is gone or does not tell its topic, or the broker does
     *     not answer; a letter may then have been sent without being settled
     */
    public void replay(KeptLetter letter) {
        var topic = letter.origin().topic();
        if (topic.isEmpty()) {
            throw new StartFailure(
                    "letter %s does not tell its topic: show it and drop it"
                            .formatted(letter.id()));
        }
        var record =
                record(letter.id())
                        .orElseThrow(
                                () -> new StartFailure("letter %s is gone".formatted(letter.id())));
        var again =
                new ProducerRecord<>(topic, null, record.key(), record.value(), record.headers());
        DeadLetters.removeOurs(again.headers());
        send(again);
        settle(letter.id(), "replayed");
    }

    /**
     * Settles letters without sending them anywhere.
     *
     * @throws StartFailure when the broker does not answer
     */
    public void drop(Collection<KeptLetter> letters) {
        letters.forEach(letter -> settle(letter.id(), "dropped"));
    }

    private void settle(KeptLetter.Id id, String how) {
        var mark =
                new ProducerRecord<byte[], byte[]>(
                        Topics.DEAD_LETTERS, id.partition(), bytes(id.toString()), new byte[0]);
        mark.headers().add(SETTLED, bytes(how));
        mark.headers().add("dlq_time", bytes(clock.instant().toString()));
        send(mark);
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        asked(
                () -> {
                    try {
                        return producer.send(record).get();
                    } catch (ExecutionException e) {
                        throw new KafkaException("it did not take a record: " + e.getCause(), e);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new KafkaException("interrupted", e);
                    }
                });
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask();
    }

    private <T> T asked(Question<T> question) {
        try {
            return question.ask();
        } catch (KafkaException e) {
            throw new StartFailure(
                    "broker %s does not serve: %s".formatted(bootstrapServers, e.getMessage()), e);
        }
    }

    private static KeptLetter letter(ConsumerRecord<byte[], byte[]> record) {
        var headers = new HashMap<String, String>();
        record.headers().forEach(header -> headers.put(header.key(), text(header.value())));
        var ours = ours(record.headers());
        headers.keySet().removeAll(ours.keySet());
        return new KeptLetter(
                new KeptLetter.Id(record.partition(), record.offset()),
                time(ours.getOrDefault("dlq_time", "")),
                ours.getOrDefault("dlq_reason", "unknown"),
                ours.getOrDefault("dlq_message", ""),
                new Origin(
                        ours.getOrDefault("dlq_topic", ""),
                        (int) number(ours.getOrDefault("dlq_partition", "")),
                        number(ours.getOrDefault("dlq_offset", ""))),
                text(record.key()),
                headers,
                record.value() == null ? 0 : record.value().length);
    }

    private static Map<String, String> ours(Headers headers) {
        var ours = new HashMap<String, String>();
        for (var header : headers) {
            if (header.key().startsWith(DeadLetters.HEADERS)) {
                ours.put(header.key(), text(header.value()));
            }
        }
        return ours;
    }

    private static Instant time(String text) {
        try {
            return text.isEmpty() ? Instant.EPOCH : Instant.parse(text);
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    private static long number(String text) {
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
        consumer.close();
    }
}
