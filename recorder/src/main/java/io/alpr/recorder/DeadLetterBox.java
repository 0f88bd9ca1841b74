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
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
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
    static final String SETTLED = DeadLetters.HEADERS + "settled";
    private static final Duration ANSWER_MAX = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(500);

    private final RecorderSettings.Kafka kafka;
    private final Clock clock;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;

    /**
     * Connects at the first question.
     *
     * @param kafka where the topic is; its group is not used
     */
    public DeadLetterBox(RecorderSettings.Kafka kafka) {
        this.kafka = kafka;
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
                            .formatted(kafka.bootstrapServers(), Topics.DEAD_LETTERS));
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

    /**
     * Takes letters off the topic for good, and with them the settled ones of their partitions. Of
     * such a partition everything else is written once more, and all before that is deleted, so the
     * letters that stay get other ids. When anything fails in the middle, some may be there twice.
     *
     * @return how many went, those that were settled before not counted
     * @throws StartFailure when the broker does not answer
     */
    public long erase(ErasedLetters those) {
        var found = new HashMap<TopicPartition, Set<String>>();
        var settled = new HashSet<String>();
        scan(
                record -> {
                    var letter = letter(record);
                    if (record.headers().lastHeader(SETTLED) != null) {
                        settled.add(text(record.key()));
                    } else if (those.has(record, letter.origin().topic())) {
                        found.computeIfAbsent(
                                        new TopicPartition(record.topic(), record.partition()),
                                        _ -> new HashSet<>())
                                .add(letter.id().toString());
                    }
                });
        found.keySet().forEach(partition -> rewrite(partition, settled, those));
        return found.values().stream()
                .flatMap(Set::stream)
                .filter(id -> !settled.contains(id))
                .count();
    }

    private void rewrite(TopicPartition partition, Set<String> settled, ErasedLetters without) {
        asked(
                () -> {
                    consumer.assign(List.of(partition));
                    consumer.seekToBeginning(List.of(partition));
                    var ends = consumer.endOffsets(List.of(partition));
                    long end = ends.getOrDefault(partition, 0L);
                    readUpTo(
                            ends,
                            record -> {
                                var letter = letter(record);
                                // What came since is no concern of ours, and stays where it is.
                                if (record.offset() < end
                                        && record.headers().lastHeader(SETTLED) == null
                                        && !settled.contains(letter.id().toString())
                                        && !without.has(record, letter.origin().topic())) {
                                    send(again(record));
                                }
                            });
                    deleteBefore(partition, end);
                    return true;
                });
    }

    /** With its time, so that it goes with the topic's age all the same. */
    private static ProducerRecord<byte[], byte[]> again(ConsumerRecord<byte[], byte[]> record) {
        return new ProducerRecord<>(
                record.topic(),
                record.partition(),
                record.timestamp(),
                record.key(),
                record.value(),
                record.headers());
    }

    private void deleteBefore(TopicPartition partition, long offset) {
        try (var admin = Admin.create(KafkaProperties.admin(kafka))) {
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(offset)))
                    .all()
                    .get(ANSWER_MAX.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("it did not delete records: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
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
                    "broker %s does not serve: %s"
                            .formatted(kafka.bootstrapServers(), e.getMessage()),
                    e);
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

    static String text(byte @Nullable [] bytes) {
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
