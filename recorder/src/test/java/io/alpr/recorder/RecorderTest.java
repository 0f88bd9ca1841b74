package io.alpr.recorder;

import static io.alpr.recorder.TestingEvents.event;
import static io.alpr.recorder.TestingEvents.picture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.alpr.archive.Database;
import io.alpr.archive.Erasure;
import io.alpr.archive.PictureStore;
import io.alpr.archive.RetentionPolicy;
import io.alpr.events.CameraStatus;
import io.alpr.events.PictureKind;
import io.alpr.events.PictureMessage;
import io.alpr.events.PlateEvent;
import io.alpr.events.Topics;
import io.alpr.service.Health;
import io.alpr.service.Meters;
import io.alpr.service.Part;
import io.alpr.service.StartFailure;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One recorder on real parts; every test has a camera of its own. */
@Tag("real")
class RecorderTest {
    @TempDir static Path folder;
    private static Stack stack;
    private static Part recorder;
    private static final PrometheusMeterRegistry METERS = Meters.registry();
    private static final List<PlateEvent> TOLD = new CopyOnWriteArrayList<>();

    private final String camera = "cam-" + UUID.randomUUID();

    @BeforeAll
    static void start() {
        stack = new Stack(folder);
        recorder = Recorder.start(stack.settings(Stack.DATABASE), METERS, TOLD::add);
    }

    @AfterAll
    static void stop() {
        recorder.close();
        stack.close();
    }

    @Test
    void ofCopiesAndRevisionsTheHighestIsArchivedOnce() {
        stack.send(event(camera, 1, 1));
        stack.send(event(camera, 1, 1));
        stack.send(event(camera, 1, 3));
        stack.send(event(camera, 1, 2));
        stack.send(event(camera, 2, 1));

        eventually(() -> assertThat(rows("revision")).containsExactly("3", "1"));
        assertThat(recorder.health()).isEqualTo(Health.UP);
        assertThat(TOLD)
                .filteredOn(event -> event.id().cameraId().equals(camera))
                .extracting(event -> event.id().revision())
                .contains(3, 1);
    }

    @Test
    void poisonIsPutAsideRawAndTheRestIsStored() {
        stack.send(event(camera, 1, 1));
        stack.sendRaw(Topics.PLATES, camera, "not avro at all".getBytes(StandardCharsets.UTF_8));
        stack.sendRaw(Topics.PLATES, camera, new byte[] {0, 0x7f, 0, 0, 0, 1});
        stack.sendRaw(Topics.PLATES, camera, new byte[0]);
        stack.send(event(camera, 2, 1));

        eventually(() -> assertThat(rows("revision")).hasSize(2));
        var letters = deadLettersOf(camera, 3);

        assertThat(letters)
                .extracting(letter -> header(letter, "dlq_reason"))
                .containsExactly("bad_magic", "unknown_schema", "bad_magic");
        assertThat(letters.getFirst().value())
                .isEqualTo("not avro at all".getBytes(StandardCharsets.UTF_8));
        assertThat(header(letters.getFirst(), "dlq_topic")).isEqualTo(Topics.PLATES);
        assertThat(header(letters.getFirst(), "dlq_partition")).matches("\\d+");
        assertThat(header(letters.getFirst(), "dlq_offset")).matches("\\d+");
        assertThat(Instant.parse(header(letters.getFirst(), "dlq_time")))
                .isBeforeOrEqualTo(Instant.now());
    }

    @Test
    void aPictureThatComesBeforeItsEventAndOneAfterAreBothInTheBucket() {
        var before = picture(camera, 1, 1, PictureKind.PLATE);
        var after = picture(camera, 1, 1, PictureKind.FRAME);

        stack.send(before);
        eventually(() -> assertThat(known(before)).containsExactly("stored"));
        stack.send(event(camera, 1, 1, before, after));
        eventually(() -> assertThat(rows("picture_state")).containsExactly("pending"));
        stack.send(after);
        eventually(() -> assertThat(rows("picture_state")).containsExactly("stored"));

        try (var store = PictureStore.reaching(stack.objectStore())) {
            assertThat(store.exists(before.key())).isTrue();
            assertThat(store.exists(after.key())).isTrue();
        }
    }

    @Test
    void aPictureThatTheStoreAlwaysFailsOnDoesNotHoldUpOthers() throws Exception {
        var bad = picture(camera, 1, 1, PictureKind.PLATE);
        var good = picture(camera, 1, 1, PictureKind.FRAME);
        // A folder where the object belongs: the store answers with an error of its own, always.
        var inTheWay =
                folder.resolve("objects/objects")
                        .resolve(stack.objectStore().bucket())
                        .resolve(bad.key());
        Files.createDirectories(inTheWay.resolve("full"));

        stack.send(bad);
        stack.send(good);

        eventually(() -> assertThat(known(good)).containsExactly("stored"));
        var letters = deadLettersOf(bad.eventId().toString(), 1);
        assertThat(header(letters.getFirst(), "dlq_reason")).isEqualTo("refused_picture");
        assertThat(header(letters.getFirst(), "object_key")).isEqualTo(bad.key());
    }

    @Test
    void aPictureOfAnotherHashIsPutAsideAndNotStored() {
        var right = picture(camera, 1, 1, PictureKind.PLATE);
        var wrong =
                new PictureMessage(
                        right.eventId(),
                        1,
                        right.kind(),
                        right.key(),
                        right.sha256(),
                        "other bytes".getBytes(StandardCharsets.UTF_8));

        stack.send(wrong);

        var letters = deadLettersOf(right.eventId().toString(), 1);
        assertThat(header(letters.getFirst(), "dlq_reason")).isEqualTo("refused_picture");
        assertThat(header(letters.getFirst(), "object_key")).isEqualTo(right.key());
        assertThat(known(right)).isEmpty();
    }

    @Test
    void aCamerasStatusIsStored() {
        var at = Instant.now();
        stack.send(
                new CameraStatus(
                        camera,
                        "depot",
                        "streaming",
                        at,
                        new CameraStatus.Activity(25, at, at, 0, Map.of())));

        eventually(
                () ->
                        assertThat(
                                        stack.texts(
                                                Stack.DATABASE,
                                                "SELECT state FROM camera_status WHERE camera_id = '%s'"
                                                        .formatted(camera)))
                                .containsExactly("streaming"));
    }

    @Test
    void whatComesWhileTheDatabaseIsDeadIsArchivedAfterItsReturn() {
        stack.send(event(camera, 1, 1));
        eventually(() -> assertThat(rows("revision")).hasSize(1));

        stack.killDatabase();
        for (var i = 2; i <= 50; i++) {
            stack.send(event(camera, i, 1));
        }
        eventually(
                () ->
                        assertThat(recorder.health())
                                .isInstanceOfSatisfying(
                                        Health.Degraded.class,
                                        degraded ->
                                                assertThat(degraded.reason())
                                                        .contains("database")));
        stack.startDatabase();

        eventually(() -> assertThat(rows("revision")).hasSize(50));
        eventually(() -> assertThat(recorder.health()).isEqualTo(Health.UP));
    }

    @Test
    void aRecorderKilledBetweenTransactionAndCommitDoublesNothing(@TempDir Path elsewhere)
            throws IOException, InterruptedException {
        for (var i = 1; i <= 20; i++) {
            stack.send(event(camera, i, 1));
        }
        // A database of their own, so that the other recorder has not stored the events before.
        var settings =
                stack.settings(Stack.SECOND_DATABASE).withGroup("group-" + UUID.randomUUID());
        var log = elsewhere.resolve("log");
        var child = RecorderProcess.start(settings, log);
        try {
            var ended = child.waitFor(60, TimeUnit.SECONDS);
            assertThat(ended).as(() -> read(log)).isTrue();
            assertThat(child.exitValue()).as(() -> read(log)).isEqualTo(99);
        } finally {
            child.destroyForcibly();
        }
        assertThat(stack.texts(Stack.SECOND_DATABASE, "SELECT 1 FROM plate_events"))
                .as("what it stored before it died")
                .isNotEmpty();

        var meters = Meters.registry();
        try (var again = Recorder.start(settings, meters)) {
            eventually(() -> assertThat(secondRows("revision")).hasSize(20));
            eventually(
                    () ->
                            assertThat(counter(meters, "kafka_consumer_messages_skipped_total"))
                                    .as("what came again")
                                    .isPositive());
            assertThat(again.health()).isEqualTo(Health.UP);
        }
        assertThat(secondRows("created_at = updated_at")).hasSize(20).containsOnly("true");
    }

    @Test
    void whatRetentionWouldTakeAtOnceIsCountedAndNotStored() {
        var ages = new RetentionPolicy.Ages(Duration.ofDays(30), Duration.ofDays(30));
        var settings =
                stack.settings(Stack.SECOND_DATABASE)
                        .withGroup("group-" + UUID.randomUUID())
                        .withRetention(new RetentionPolicy(ages, Map.of()));
        var now = Instant.now();
        var old = now.minus(Duration.ofDays(31));
        var young = now.minus(Duration.ofDays(29));
        var gone = picture(camera, old, 1, 1, PictureKind.PLATE);
        var kept = picture(camera, young, 2, 1, PictureKind.PLATE);
        stack.send(gone);
        stack.send(kept);
        stack.send(event(camera, old, 1, 1, gone));
        stack.send(event(camera, young, 2, 1, kept));
        var meters = Meters.registry();
        try (var _ = Recorder.start(settings, meters)) {
            eventually(() -> assertThat(secondRows("track_id")).containsExactly("t-2"));
            eventually(() -> assertThat(secondRows("picture_state")).containsExactly("stored"));
            assertThat(
                            stack.texts(
                                    Stack.SECOND_DATABASE,
                                    "SELECT object_key FROM plate_pictures WHERE event_id = '%s'"
                                            .formatted(gone.eventId())))
                    .isEmpty();
            assertThat(counter(meters, "kafka_consumer_messages_expired_total")).isGreaterThan(1);
        }
    }

    @Test
    void whatWasErasedOnRequestDoesNotComeBackNorDoItsPictures() {
        var settings = stack.settings(Stack.DATABASE);
        var stored = picture(camera, 1, 1, PictureKind.PLATE);
        var late = picture(camera, 1, 1, PictureKind.FRAME);
        stack.send(stored);
        stack.send(event(camera, 1, 1, stored, late));
        eventually(() -> assertThat(rows("revision")).hasSize(1));
        eventually(() -> assertThat(known(stored)).containsExactly("stored"));
        double before = counter(METERS, "kafka_consumer_messages_erased_total");
        try (var database = Database.open(settings.database());
                var bucket = PictureStore.reaching(stack.objectStore())) {
            new Erasure(database, bucket, _ -> {}).passes(List.of(stored.eventId()), "jane");
            assertThat(bucket.exists(stored.key())).isFalse();

            // What was under way, and what a producer sends again.
            stack.send(late);
            stack.send(stored);
            stack.send(event(camera, 1, 2, stored, late));
            stack.send(event(camera, 2, 1));

            eventually(() -> assertThat(rows("track_id")).containsExactly("t-2"));
            eventually(
                    () ->
                            assertThat(counter(METERS, "kafka_consumer_messages_erased_total"))
                                    .isEqualTo(before + 3));
            assertThat(bucket.exists(stored.key())).isFalse();
            assertThat(bucket.exists(late.key())).isFalse();
            assertThat(known(stored)).isEmpty();
        }
    }

    @Test
    void theContractsMetersAreExposedUnderTheirNames() {
        stack.send(event(camera, 1, 1));
        stack.sendRaw(Topics.PLATES, camera, new byte[] {9});
        eventually(() -> assertThat(rows("revision")).hasSize(1));
        deadLettersOf(camera, 1);

        eventually(
                () ->
                        assertThat(METERS.scrape())
                                .contains("kafka_consumer_messages_consumed_total ")
                                .contains("kafka_consumer_messages_stored_total ")
                                .contains("kafka_consumer_messages_failed_total ")
                                .contains("kafka_consumer_messages_skipped_total ")
                                .contains("kafka_consumer_lag ")
                                .contains(
                                        "kafka_consumer_dlq_messages_sent_total{error_type=\"bad_magic\"}")
                                .contains(
                                        "kafka_consumer_processing_time_seconds_bucket{le=\"0.005\"}")
                                .contains(
                                        "kafka_consumer_processing_time_seconds_bucket{le=\"10.0\"}")
                                .contains(
                                        "kafka_consumer_db_insert_time_seconds_bucket{le=\"0.25\"}"));
        assertThat(counter(METERS, "kafka_consumer_messages_failed_total")).isPositive();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "no log: " + e.getMessage();
        }
    }

    private static void eventually(org.awaitility.core.ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(assertion);
    }

    private List<String> rows(String expression) {
        return stack.texts(Stack.DATABASE, select(expression));
    }

    /** Nobody waits for five minutes for what no waiting mends. */
    @Test
    void theArchiveOfALaterReleaseEndsTheStartAtOnce() {
        stack.run(
                Stack.DATABASE,
                "INSERT INTO flyway_schema_history SELECT 1000, '999', 'later', 'SQL', 'V999__later.sql', 0, 'alpr', now(), 1, true");
        try {
            var settings = stack.settings(Stack.DATABASE).withStartWait(Duration.ofDays(1));
            assertThatThrownBy(() -> Recorder.start(settings, Meters.registry()).close())
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("schema version 999, which a later release made");
        } finally {
            stack.run(
                    Stack.DATABASE,
                    "DELETE FROM flyway_schema_history WHERE installed_rank = 1000");
        }
    }

    private List<String> secondRows(String expression) {
        return stack.texts(Stack.SECOND_DATABASE, select(expression));
    }

    private String select(String expression) {
        return "SELECT (%s)::text FROM plate_events WHERE camera_id = '%s' ORDER BY captured_at"
                .formatted(expression, camera);
    }

    private static List<String> known(PictureMessage picture) {
        return stack.texts(
                Stack.DATABASE,
                "SELECT state FROM plate_pictures WHERE object_key = '%s'"
                        .formatted(picture.key()));
    }

    private static double counter(PrometheusMeterRegistry meters, String name) {
        return meters.scrape()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .sum();
    }

    /** Those that had this key, oldest first, once there are as many. */
    private static List<ConsumerRecord<byte[], byte[]>> deadLettersOf(String key, int count) {
        var found = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        try (var consumer =
                new KafkaConsumer<>(
                        Map.<String, Object>of("bootstrap.servers", stack.bootstrapServers()),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            var partition = new TopicPartition(Topics.DEAD_LETTERS, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            eventually(
                    () -> {
                        for (var record : consumer.poll(Duration.ofMillis(200))) {
                            if (key.equals(new String(record.key(), StandardCharsets.UTF_8))) {
                                found.add(record);
                            }
                        }
                        assertThat(found).hasSize(count);
                    });
        }
        return found;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
