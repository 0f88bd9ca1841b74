package io.alpr.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alpr.embedded.EmbeddedKafka;
import io.alpr.embedded.KafkaSettings;
import io.alpr.embedded.Ports;
import io.alpr.events.Topics;
import io.alpr.service.StartFailure;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("real")
final class DeadLetterBoxTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private static EmbeddedKafka broker;
    private static RecorderSettings.Kafka kafka;

    @BeforeAll
    static void start(@TempDir Path folder) {
        broker = EmbeddedKafka.start(KafkaSettings.throwaway(folder));
        kafka = new RecorderSettings.Kafka(broker.bootstrapServers(), "any", 1);
        try (var admin = Admin.create(KafkaProperties.admin(kafka))) {
            TopicSetup.makeMissing(admin, 1);
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    /** Puts a record aside as the recorder does. */
    private static void aside(String reason, String key, String value) {
        var record = new ConsumerRecord<>(Topics.PLATES, 2, 41, bytes(key), bytes(value));
        record.headers().add("revision", bytes("7"));
        // As a stranger would hide his poison, or somebody else's letter.
        record.headers().add("dlq_settled", bytes("dropped"));
        record.headers().add("dlq_topic", bytes("elsewhere"));
        var clock = Clock.fixed(NOON, ZoneOffset.UTC);
        var metrics = new RecorderMetrics(new SimpleMeterRegistry());
        try (var letters = new DeadLetters(kafka, metrics, clock)) {
            letters.send(List.of(new DeadLetter(record, reason, "why " + key)));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static KeptLetter only(DeadLetterBox box, String key) {
        var found = box.list().stream().filter(letter -> letter.key().equals(key)).toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static List<String> keys(DeadLetterBox box) {
        return box.list().stream().map(KeptLetter::key).toList();
    }

    @Test
    void aLetterTellsWhatItWasAndKeepsItsBytes() {
        aside("bad_magic", "told", "not avro");
        try (var box = new DeadLetterBox(kafka)) {
            var letter = only(box, "told");
            assertThat(letter.reason()).isEqualTo("bad_magic");
            assertThat(letter.message()).isEqualTo("why told");
            assertThat(letter.time()).isEqualTo(NOON);
            assertThat(letter.origin()).isEqualTo(new KeptLetter.Origin(Topics.PLATES, 2, 41));
            assertThat(letter.headers()).isEqualTo(Map.of("revision", "7"));
            assertThat(letter.bytes()).isEqualTo(8);
            assertThat(box.value(letter.id())).hasValue(bytes("not avro"));
            assertThat(box.value(new KeptLetter.Id(0, 1 << 20))).isEmpty();
            assertThat(box.value(new KeptLetter.Id(99, 0))).isEmpty();
        }
    }

    @Test
    void aLetterThatIsSentBackArrivesAsItWasAndIsListedNoMore() {
        aside("unknown_schema", "again", "the value");
        try (var box = new DeadLetterBox(kafka)) {
            box.replay(only(box, "again"));
            assertThat(keys(box)).doesNotContain("again");
        }
        var back = plates("again");
        assertThat(back).hasSize(1);
        assertThat(back.getFirst().value()).isEqualTo(bytes("the value"));
        assertThat(back.getFirst().headers().toArray())
                .extracting(
                        header ->
                                header.key()
                                        + "="
                                        + new String(header.value(), StandardCharsets.UTF_8))
                .containsExactly("revision=7");
    }

    @Test
    void aDroppedLetterIsListedNoMoreAlsoByAnotherAndTheOthersStay() {
        aside("bad_magic", "dropped", "x");
        aside("bad_magic", "stays", "y");
        try (var box = new DeadLetterBox(kafka)) {
            box.drop(List.of(only(box, "dropped")));
        }
        try (var other = new DeadLetterBox(kafka)) {
            assertThat(keys(other)).contains("stays").doesNotContain("dropped");
        }
        assertThat(plates("dropped")).isEmpty();
    }

    /** What operators are alarmed by is what they find in the box. */
    @Test
    void theTallyIsAsManyAsLieInTheBoxAlsoAfterSomeAreDealtWith() {
        aside("bad_magic", "tallied", "x");
        try (var box = new DeadLetterBox(kafka);
                var tally = new DeadLetterTally(kafka)) {
            int before = box.list().size();
            assertThat(tally.count()).isEqualTo(before).isPositive();
            aside("bad_magic", "tallied too", "y");
            assertThat(tally.count()).isEqualTo(before + 1);
            box.drop(List.of(only(box, "tallied")));
            box.replay(only(box, "tallied too"));
            assertThat(tally.count()).isEqualTo(before - 1);
            try (var another = new DeadLetterTally(kafka)) {
                assertThat(another.count()).as("from the beginning").isEqualTo(before - 1);
            }
        }
    }

    @Test
    void lettersOfAnErasedPlateAreReadByNobodyAnyMoreAndTheOthersStay() {
        var pass = UUID.fromString("0192f3c0-1111-7222-8333-444455556666");
        aside("bad_magic", "of the plate", "{\"plate\":\"ab 12-cde\"}");
        aside("bad_magic", "inner", "{\"plate\":\"XAB12CDE\"}");
        aside("bad_magic", "of the pass", "x" + pass);
        aside("bad_magic", pass.toString(), "its picture");
        aside("bad_magic", "another", "kept as it is");
        aside("bad_magic", "done with", "AB12CDE");
        try (var box = new DeadLetterBox(kafka)) {
            box.drop(List.of(only(box, "done with")));
            var kept = only(box, "another");
            assertThat(box.erase(ErasedLetters.of("ZZ99", List.of()))).isZero();
            assertThat(only(box, "another")).as("nothing is rewritten for nothing").isEqualTo(kept);

            assertThat(box.erase(ErasedLetters.of("AB12CDE", List.of(pass)))).isEqualTo(3);

            assertThat(keys(box))
                    .contains("another", "inner")
                    .doesNotContain("of the plate", "of the pass", pass.toString(), "done with");
            var again = only(box, "another");
            assertThat(again.id()).isNotEqualTo(kept.id());
            assertThat(box.value(again.id())).hasValue(bytes("kept as it is"));
            assertThat(box.value(kept.id())).isEmpty();
            assertThat(again).usingRecursiveComparison().ignoringFields("id").isEqualTo(kept);
            assertThat(box.erase(ErasedLetters.of("AB12CDE", List.of(pass)))).isZero();
        }
    }

    @Test
    void aBrokerThatIsNotThereIsNamed() {
        var nowhere = new RecorderSettings.Kafka("127.0.0.1:" + Ports.free(), "any", 1);
        try (var box = new DeadLetterBox(nowhere)) {
            assertThatThrownBy(box::list)
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining(nowhere.bootstrapServers())
                    .hasMessageContaining("does not serve");
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> plates(String key) {
        var found = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        try (var consumer =
                new KafkaConsumer<>(
                        Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            var partitions =
                    consumer.partitionsFor(Topics.PLATES).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    if (key.equals(new String(record.key(), StandardCharsets.UTF_8))) {
                        found.add(record);
                    }
                }
            }
        }
        return found;
    }
}
