package io.alpr.pilot.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.embedded.EmbeddedKafka;
import io.alpr.embedded.EmbeddedPostgres;
import io.alpr.embedded.EmbeddedRegistry;
import io.alpr.embedded.KafkaPorts;
import io.alpr.embedded.Ports;
import io.alpr.embedded.PostgresSettings;
import io.alpr.embedded.RegistrySettings;
import io.alpr.events.CameraStatus;
import io.alpr.events.CameraStatusCodec;
import io.alpr.events.HttpSchemaRegistry;
import io.alpr.events.PictureKind;
import io.alpr.events.PictureMessage;
import io.alpr.events.PlateEvent;
import io.alpr.events.PlateEventCodec;
import io.alpr.events.Topics;
import io.alpr.pilot.BarEngine;
import io.alpr.pilot.BarStreet;
import io.alpr.pilot.CollectingSink;
import io.alpr.pilot.Pilot;
import io.alpr.pilot.PilotSettings;
import io.alpr.pilot.Videos;
import io.alpr.pilot.camera.CameraSettings;
import io.alpr.pilot.camera.PassListener;
import io.alpr.pilot.publish.outbox.BusyChild;
import io.alpr.pilot.publish.outbox.ChildProcess;
import io.alpr.pilot.publish.outbox.MadeEvents;
import io.alpr.pilot.publish.outbox.Outbox;
import io.alpr.pilot.publish.outbox.OutboxSettings;
import io.alpr.pilot.publish.outbox.Receipt;
import io.alpr.service.Health;
import io.alpr.service.Meters;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Against a real broker and a real registry; the first test finds no topics yet, as a pilot may.
 */
@Tag("real")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KafkaEventSinkTest {
    @TempDir static Path folder;

    private static io.alpr.embedded.KafkaSettings broker;
    private static EmbeddedKafka kafka;
    private static EmbeddedPostgres postgres;
    private static EmbeddedRegistry registry;

    @BeforeAll
    static void startBrokerAndRegistry() {
        // Of a known port, so that it can come back where it was.
        broker =
                new io.alpr.embedded.KafkaSettings(
                        folder.resolve("kafka"), new KafkaPorts(Ports.free(), 0, 0, 0));
        kafka = EmbeddedKafka.start(broker);
        postgres = EmbeddedPostgres.start(PostgresSettings.throwaway(folder.resolve("postgres")));
        registry =
                EmbeddedRegistry.start(
                        RegistrySettings.throwaway(folder.resolve("registry"), postgres));
    }

    @AfterAll
    static void stopBrokerAndRegistry() {
        registry.close();
        postgres.close();
        kafka.close();
    }

    @Test
    @Order(1)
    void eventsWaitForTheTopicsAndThenArriveWithTheirPicturesAndReports() throws Exception {
        var made = made("early");
        var heard = new Heard();
        try (var sink = new KafkaEventSink(settings(), outbox("early"), Meters.registry())) {
            sink.start(heard);
            for (var event : made.events()) {
                assertThat(sink.publish(event, picturesOf(made, event))).isEqualTo(Receipt.KEPT);
            }
            eventually(() -> sink.health() instanceof Health.Degraded);
            assertThat(heard.acknowledged).isEmpty();

            createTopics();
            assertThat(sink.awaitDelivered(Duration.ofSeconds(60))).isTrue();
            assertThat(heard.acknowledged).extracting(PlateEvent::id).isEqualTo(ids(made.events()));
            eventually(() -> sink.health().equals(Health.UP));
            var status = status();
            sink.report(status);
            eventually(() -> !read(Topics.CAMERAS).isEmpty());
            assertThat(
                            new CameraStatusCodec(client())
                                    .decode(read(Topics.CAMERAS).getFirst().value()))
                    .isEqualTo(status);
        }
        assertArrived(made);
    }

    @Test
    @Order(2)
    void aFileThroughThePilotLeavesEveryEventInTheBrokerAndInTheCounter() throws Exception {
        var meters = Meters.registry();
        var outbox = outbox("pilot");
        OutboxMeters.register(meters, outbox);
        var sink = new KafkaEventSink(settings(), outbox, meters);
        int before = read(Topics.PLATES).size();
        try (var engine = new BarEngine().engine();
                var pilot =
                        Pilot.start(
                                PilotSettings.of("host", List.of(camera("kafka"))),
                                engine,
                                new Pilot.Outlets(sink, sink, PassListener.NONE),
                                meters)) {
            assertThat(pilot.awaitEnd(Duration.ofSeconds(60))).isTrue();
        }
        int events = read(Topics.PLATES).size() - before;
        assertThat(events).isGreaterThanOrEqualTo(2);
        assertThat(meters.scrape())
                .contains(
                        "alpr_events_published_total{camera_id=\"kafka\"} " + events + ".0",
                        "alpr_events_lost_total{camera_id=\"kafka\"} 0.0",
                        "alpr_events_turned_away_total{camera_id=\"kafka\"} 0.0",
                        "alpr_outbox_events 0.0",
                        "alpr_outbox_set_aside_events 0.0",
                        "alpr_outbox_bytes 0.0",
                        "alpr_outbox_limit_bytes ",
                        "alpr_outbox_oldest_seconds 0.0",
                        "alpr_outbox_pictures_dropped_total{reason=\"limit\"} 0.0");
    }

    @Test
    @Order(3)
    void anEventThatFindsNoBrokerGoesInTheNextLifeAndIsCountedThere() throws Exception {
        var made = made("nowhere");
        var nowhere =
                new KafkaSettings(
                        "127.0.0.1:1", URI.create(registry.url()), "bucket", "test", Map.of());
        var heard = new Heard();
        try (var sink = new KafkaEventSink(nowhere, outbox("nowhere"), Meters.registry())) {
            sink.start(heard);
            for (var event : made.events()) {
                assertThat(sink.publish(event, picturesOf(made, event))).isEqualTo(Receipt.KEPT);
            }
            eventually(() -> sink.health() instanceof Health.Degraded);
        }
        assertThat(heard.acknowledged).isEmpty();

        int before = read(Topics.PLATES).size();
        var meters = Meters.registry();
        try (var sink = new KafkaEventSink(settings(), outbox("nowhere"), meters)) {
            sink.start(new DeliveryMeters(meters, List.of()));
            assertThat(sink.awaitDelivered(Duration.ofSeconds(60))).isTrue();
        }
        assertThat(idsSince(before)).isEqualTo(ids(made.events()));
        assertThat(meters.scrape())
                .contains(
                        "alpr_events_published_total{camera_id=\"nowhere\"} %d.0"
                                .formatted(made.events().size()));
    }

    @Test
    @Order(4)
    void whatTheBrokerNeverTakesIsSetAsideAndKeepsNobodyWaiting() {
        var endless = MadeEvents.endless("poison", 1, 400_000);
        var fine = MadeEvents.illustrated("poison", 2, 5_000);
        var huge = MadeEvents.illustrated("poison", 3, 9 << 20);
        var heard = new Heard();
        int before = read(Topics.PLATES).size();
        try (var sink = new KafkaEventSink(settings(), outbox("poison"), Meters.registry())) {
            for (var made : List.of(endless, fine, huge)) {
                assertThat(sink.publish(made.event(), made.pictures())).isEqualTo(Receipt.KEPT);
            }
            sink.start(heard);
            eventually(() -> heard.acknowledged.size() == 2);
            assertThat(heard.setAside)
                    .extracting(PlateEvent::id)
                    .containsExactly(endless.event().id());
            assertThat(idsSince(before)).containsExactly(fine.event().id(), huge.event().id());
            assertThat(heard.acknowledged.getLast().pictures())
                    .as("the picture that is too large is named no more")
                    .extracting(PlateEvent.PictureRef::kind)
                    .containsExactly(PictureKind.PLATE);
            assertThat(sink.health())
                    .isInstanceOfSatisfying(
                            Health.Degraded.class,
                            health -> assertThat(health.reason()).contains("set aside", "(1)"));
        }
        try (var outbox = outbox("poison")) {
            assertThat(outbox.waiting()).as("it is not deleted").isEqualTo(1);
        }
    }

    @Test
    @Order(5)
    void aPilotThatIsKilledLosesNothingDoublesNothingAndKeepsTheOrder() throws Exception {
        int before = read(Topics.PLATES).size();
        var chance = new SplittableRandom(20261124);
        var promised = new TreeSet<String>();
        for (int life = 0; life < 4; life++) {
            var command =
                    ChildProcess.command(
                            SinkChild.class,
                            folder.resolve("outbox-killed"),
                            kafka.bootstrapServers(),
                            registry.url(),
                            life * 1_000_000 + 1);
            promised.addAll(
                    ChildProcess.saidBeforeItWasKilled(command, chance.nextInt(100, 2_500)));
        }
        try (var sink = new KafkaEventSink(settings(), outbox("killed"), Meters.registry())) {
            sink.start(new Heard());
            assertThat(sink.awaitDelivered(Duration.ofSeconds(60))).isTrue();
        }
        assertArchive(before, promised);
    }

    @Test
    @Order(6)
    void aBrokerThatGoesAndComesBackGetsEveryEventInOrder() throws Exception {
        int before = read(Topics.PLATES).size();
        var promised = new TreeSet<String>();
        try (var sink = new KafkaEventSink(settings(), outbox("interrupted"), Meters.registry())) {
            sink.start(new Heard());
            for (int n = 1; n <= 60; n++) {
                for (var camera : BusyChild.CAMERAS) {
                    var made = MadeEvents.illustrated("two-" + camera, n, 3_000);
                    assertThat(sink.publish(made.event(), made.pictures())).isEqualTo(Receipt.KEPT);
                    promised.add("two-" + camera + " " + n);
                }
                if (n == 30) {
                    kafka.close();
                }
            }
            eventually(() -> sink.health() instanceof Health.Degraded);
            kafka = EmbeddedKafka.start(broker);
            assertThat(sink.awaitDelivered(Duration.ofMinutes(2))).isTrue();
        }
        assertArchive(before, promised);
    }

    /**
     * What an archive has that keeps the first of each event and revision: everything that was
     * promised, in the order of each camera, with every picture that it names.
     */
    private static void assertArchive(int before, Set<String> promised) {
        var codec = new PlateEventCodec(client(), "bucket");
        var archived = new LinkedHashMap<PlateEvent.PassId, PlateEvent>();
        read(Topics.PLATES).stream()
                .skip(before)
                .map(record -> codec.decode(record.value()))
                .forEach(event -> archived.putIfAbsent(event.id(), event));
        assertThat(archived.values())
                .extracting(event -> event.id().cameraId() + " " + MadeEvents.number(event))
                .doesNotHaveDuplicates()
                .containsAll(promised);
        var byCamera =
                archived.values().stream()
                        .collect(Collectors.groupingBy(event -> event.id().cameraId()));
        assertThat(byCamera.values())
                .hasSize(BusyChild.CAMERAS.size())
                .allSatisfy(events -> assertThat(events).extracting(MadeEvents::number).isSorted());
        var named =
                archived.values().stream()
                        .flatMap(event -> event.pictures().stream())
                        .map(PlateEvent.PictureRef::key)
                        .toList();
        assertThat(named).hasSize(2 * archived.size());
        assertThat(keysSent()).containsAll(named);
    }

    private static Set<String> keysSent() {
        return read(Topics.IMAGES).stream()
                .map(record -> record.headers().lastHeader("object_key").value())
                .map(key -> new String(key, StandardCharsets.UTF_8))
                .collect(Collectors.toSet());
    }

    /** Remembers what it is told. */
    private static final class Heard implements DeliveryListener {
        private final List<PlateEvent> acknowledged = new CopyOnWriteArrayList<>();
        private final List<PlateEvent> setAside = new CopyOnWriteArrayList<>();

        @Override
        public void acknowledged(PlateEvent event, Duration took) {
            acknowledged.add(event);
        }

        @Override
        public void setAside(PlateEvent event, String reason) {
            setAside.add(event);
        }
    }

    private static Outbox outbox(String name) {
        return Outbox.open(new OutboxSettings(folder.resolve("outbox-" + name), 64L << 20));
    }

    private static List<PlateEvent.PassId> ids(List<PlateEvent> events) {
        return events.stream().map(PlateEvent::id).toList();
    }

    private static List<PlateEvent.PassId> idsSince(int before) {
        var codec = new PlateEventCodec(client(), "bucket");
        return read(Topics.PLATES).stream()
                .skip(before)
                .map(record -> codec.decode(record.value()).id())
                .toList();
    }

    private static void assertArrived(CollectingSink made) {
        var codec = new PlateEventCodec(client(), "bucket");
        var records = read(Topics.PLATES);
        // On the wire scores are floats of 32 bits.
        var arrived = records.stream().map(record -> codec.decode(record.value())).toList();
        assertThat(arrived)
                .usingRecursiveComparison()
                .withEqualsForType((a, b) -> Math.abs(a - b) < 1e-6, Double.class)
                .isEqualTo(made.events());
        assertThat(records).extracting(ConsumerRecord::key).containsOnly("early");
        var pictures = new HashMap<String, PictureMessage>();
        for (var record : read(Topics.IMAGES)) {
            var headers = new HashMap<String, String>();
            record.headers()
                    .forEach(
                            header ->
                                    headers.put(
                                            header.key(),
                                            new String(header.value(), StandardCharsets.UTF_8)));
            var picture = PictureMessage.of(headers, record.value());
            assertThat(record.key()).isEqualTo(picture.eventId().toString());
            pictures.put(picture.key(), picture);
        }
        for (var sent : made.pictures()) {
            assertThat(pictures).containsKey(sent.key());
            assertThat(Objects.requireNonNull(pictures.get(sent.key())).jpeg())
                    .isEqualTo(sent.jpeg());
        }
    }

    private static CollectingSink made(String cameraId) throws Exception {
        var sink = new CollectingSink();
        try (var engine = new BarEngine().engine();
                var pilot =
                        Pilot.start(
                                PilotSettings.of("host", List.of(camera(cameraId))),
                                engine,
                                new Pilot.Outlets(sink, _ -> {}, PassListener.NONE),
                                Meters.registry())) {
            assertThat(pilot.awaitEnd(Duration.ofSeconds(60))).isTrue();
        }
        assertThat(sink.events()).hasSizeGreaterThanOrEqualTo(2);
        return sink;
    }

    private static CameraSettings camera(String id) throws Exception {
        var street =
                new BarStreet(
                        new BarStreet.Car(1234, 2, 25, 20, 40, 8, 4),
                        new BarStreet.Car(77, 10, 35, 400, 200, -8, -3));
        var video = Videos.write(folder.resolve(id + ".mp4"), street, 40);
        return CameraSettings.of(id, video.toString());
    }

    private static List<PictureMessage> picturesOf(CollectingSink made, PlateEvent event) {
        return made.pictures().stream()
                .filter(p -> p.eventId().equals(event.id().eventId()))
                .filter(p -> p.revision() == event.id().revision())
                .toList();
    }

    private static CameraStatus status() {
        var now = Videos.START;
        return new CameraStatus(
                "early",
                "site",
                "streaming",
                now,
                new CameraStatus.Activity(4.5, now, now, 3, Map.of("too_small", 2L)));
    }

    private static KafkaSettings settings() {
        return new KafkaSettings(
                kafka.bootstrapServers(), URI.create(registry.url()), "bucket", "test", Map.of());
    }

    private static HttpSchemaRegistry client() {
        return new HttpSchemaRegistry(URI.create(registry.url()));
    }

    private static void createTopics() throws Exception {
        try (var admin =
                Admin.create(
                        Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()))) {
            var topics =
                    Topics.all().stream().map(t -> new NewTopic(t.name(), 1, (short) 1)).toList();
            admin.createTopics(topics).all().get(30, TimeUnit.SECONDS);
        }
    }

    private static List<ConsumerRecord<String, byte[]>> read(String topic) {
        Map<String, Object> config =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "enable.auto.commit", false);
        try (var consumer =
                new KafkaConsumer<>(
                        config, new StringDeserializer(), new ByteArrayDeserializer())) {
            var partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end =
                    Objects.requireNonNull(consumer.endOffsets(List.of(partition)).get(partition));
            var records = new ArrayList<ConsumerRecord<String, byte[]>>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(500)).forEach(records::add);
            }
            return records;
        }
    }

    private static void eventually(BooleanSupplier condition) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(condition::getAsBoolean);
    }
}
