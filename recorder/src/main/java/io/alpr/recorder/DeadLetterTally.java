package io.alpr.recorder;

import io.alpr.events.Topics;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Counts the dead letters that nobody has dealt with, see {@link DeadLetterBox}; reads the topic
 * once and then what is new. A bit a record is kept. For one thread.
 */
final class DeadLetterTally implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LOOK_MAX = Duration.ofSeconds(20);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Letters> letters = new HashMap<>();

    DeadLetterTally(RecorderSettings.Kafka kafka) {
        this.consumer =
                new KafkaConsumer<>(
                        KafkaProperties.deadLetterBox(kafka),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
    }

    /** Those of one partition that are open, by offset from the first that was there. */
    private record Letters(long first, BitSet open) {
        void put(long offset, boolean isOpen) {
            if (offset >= first) {
                open.set(Math.toIntExact(offset - first), isOpen);
            }
        }

        void forgetBefore(long offset) {
            open.clear(0, Math.toIntExact(Math.max(0, offset - first)));
        }
    }

    /**
     * How many there are now.
     *
     * @throws KafkaException when the broker does not answer
     */
    long count() {
        var partitions = partitions();
        if (!consumer.assignment().equals(partitions)) {
            begin(partitions);
        }
        var ends = consumer.endOffsets(partitions);
        long giveUp = System.nanoTime() + LOOK_MAX.toNanos();
        while (ends.entrySet().stream()
                        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())
                && System.nanoTime() < giveUp) {
            consumer.poll(POLL).forEach(this::note);
        }
        consumer.beginningOffsets(partitions)
                .forEach((partition, begin) -> of(partition).forgetBefore(begin));
        return letters.values().stream().mapToLong(some -> some.open().cardinality()).sum();
    }

    private Set<TopicPartition> partitions() {
        return consumer.partitionsFor(Topics.DEAD_LETTERS).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .collect(Collectors.toSet());
    }

    private void begin(Set<TopicPartition> partitions) {
        letters.clear();
        consumer.beginningOffsets(partitions)
                .forEach(
                        (partition, first) ->
                                letters.put(partition, new Letters(first, new BitSet())));
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    private void note(ConsumerRecord<byte[], byte[]> record) {
        if (record.headers().lastHeader(DeadLetterBox.SETTLED) == null) {
            of(new TopicPartition(record.topic(), record.partition())).put(record.offset(), true);
            return;
        }
        KeptLetter.Id.of(DeadLetterBox.text(record.key()))
                .map(id -> Map.entry(new TopicPartition(record.topic(), id.partition()), id))
                .filter(entry -> letters.containsKey(entry.getKey()))
                .ifPresent(entry -> of(entry.getKey()).put(entry.getValue().offset(), false));
    }

    private Letters of(TopicPartition partition) {
        return Objects.requireNonNull(letters.get(partition), partition::toString);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
