package io.alpr.pilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.alpr.events.PictureKind;
import io.alpr.events.PictureMessage;
import io.alpr.events.PlateEvent;
import io.alpr.pilot.camera.CameraSettings;
import io.alpr.pilot.camera.PassListener;
import io.alpr.pilot.pass.PassSettings;
import io.alpr.pilot.publish.DeliveryListener;
import io.alpr.pilot.publish.EventSink;
import io.alpr.pilot.publish.outbox.Receipt;
import io.alpr.pilot.source.SourceAddress;
import io.alpr.pilot.source.SourceStart;
import io.alpr.service.Health;
import io.alpr.service.Meters;
import io.alpr.vision.Engine;
import io.alpr.vision.image.Pictures;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files through the whole pilot, with plates that are read from their pixels. */
class PilotTest {
    private static final BarStreet.Car FIRST = new BarStreet.Car(1234, 5, 40, 20, 40, 8, 4);
    private static final BarStreet.Car SECOND = new BarStreet.Car(77, 30, 70, 500, 250, -8, -3);
    private static final BarStreet.Car THIRD = new BarStreet.Car(4000, 60, 85, 60, 200, 10, 2);

    @TempDir Path folder;

    private final BarEngine bars = new BarEngine();
    private final PrometheusMeterRegistry meters = Meters.registry();

    @Test
    void everyPassIsOneEventWithItsTextTimeAndPlace() throws Exception {
        var sink = play(bars.engine(), camera("gate", video()));

        assertThat(sink.archived()).hasSize(3);
        for (var car : List.of(FIRST, SECOND, THIRD)) {
            var event = eventOf(sink, car.text());
            // 5 of 10 frames a second are looked at, so the first sight is a frame late at most.
            assertThat(Duration.between(timeOf(car.from()), event.id().capturedAt()))
                    .isBetween(Duration.ZERO, Duration.ofMillis(100));
            assertThat(event.details().span().lastSeen()).isAfter(event.id().capturedAt());
            int frame = event.details().span().frameNumber();
            var box = event.details().box();
            assertThat(box.x()).isCloseTo(car.xAt(frame), within(3));
            assertThat(box.y()).isCloseTo(car.yAt(frame), within(3));
            assertThat(box.width()).isCloseTo(BarStreet.PLATE_WIDTH, within(5));
            assertThat(event.details().reads().agreeing()).isGreaterThanOrEqualTo(2);
            assertThat(event.details().origin().reader()).isEqualTo("bar-reader");
        }
    }

    @Test
    void everyEventNamesPicturesThatWereSentAndShowThePlate() throws Exception {
        var sink = play(bars.engine(), camera("gate", video()));

        for (var event : sink.events()) {
            assertThat(event.pictures())
                    .extracting(PlateEvent.PictureRef::kind)
                    .containsExactly(PictureKind.PLATE, PictureKind.VEHICLE);
            for (var reference : event.pictures()) {
                var sent =
                        sink.pictures().stream()
                                .filter(p -> p.key().equals(reference.key()))
                                .findFirst()
                                .orElseThrow();
                var hash = MessageDigest.getInstance("SHA-256").digest(sent.jpeg());
                assertThat(reference.sha256()).isEqualTo(HexFormat.of().formatHex(hash));
                var picture = Pictures.decode(reference.key(), sent.jpeg());
                assertThat(bars.engine().recognize(picture))
                        .as("what %s shows", reference.key())
                        .anyMatch(p -> p.reading().toString().contains(event.plate().normalized()));
            }
        }
    }

    @Test
    void theSameFileReadAgainGivesTheSameIdsTextsAndPictures() throws Exception {
        var video = video();
        var once = play(bars.engine(), camera("gate", video)).events();
        var again = play(bars.engine(), camera("gate", video)).events();

        assertThat(again).hasSameSizeAs(once);
        for (int i = 0; i < once.size(); i++) {
            assertThat(again.get(i).id()).isEqualTo(once.get(i).id());
            assertThat(again.get(i).plate()).isEqualTo(once.get(i).plate());
            assertThat(again.get(i).pictures()).isEqualTo(once.get(i).pictures());
        }
    }

    @Test
    void aCopyOfTheFileGivesTheSameIdsBecauseItsTimeIsInIt() throws Exception {
        var video = video();
        var copy = Files.copy(video, folder.resolve("copy.mp4"));
        Files.setLastModifiedTime(
                copy, java.nio.file.attribute.FileTime.from(Videos.START.plusSeconds(9999)));

        var original = play(bars.engine(), camera("gate", video)).events();
        var copied = play(bars.engine(), camera("gate", copy)).events();
        assertThat(copied).extracting(PlateEvent::id).isEqualTo(ids(original));
    }

    @Test
    void aConfiguredStartDecidesTheTimesOfAFile() throws Exception {
        var start = Videos.START.minusSeconds(3600);
        var video =
                new CameraSettings.Video(
                        new SourceAddress(video().toString()),
                        new SourceStart.At(start),
                        5,
                        false,
                        Duration.ofSeconds(5),
                        Map.of());
        var sink = play(bars.engine(), camera("gate", video));
        assertThat(eventOf(sink, FIRST.text()).id().capturedAt())
                .isBetween(start, start.plusSeconds(2));
    }

    @Test
    void aCameraThatCannotBeOpenedShowsInHealthAndLeavesTheOthersAlone() throws Exception {
        var good = camera("good", video());
        var bad = camera("bad", folder.resolve("missing.mp4"));
        var sink = new CollectingSink();
        try (var engine = bars.engine();
                var pilot = start(engine, sink, PassListener.NONE, bad, good)) {
            assertThat(pilot.awaitEnd(Duration.ofSeconds(60))).isTrue();
            assertThat(sink.archived()).hasSize(3);
            assertThat(pilot.health())
                    .isInstanceOfSatisfying(
                            Health.Degraded.class,
                            health ->
                                    assertThat(health.reason())
                                            .contains("camera bad", "does not exist")
                                            .doesNotContain("good"));
        }
    }

    @Test
    void anEngineThatFailsStopsItsCameraAndNotThePilot() throws Exception {
        var sink = new CollectingSink();
        var working = bars.engine();
        var engine =
                bars.engine(
                        read -> {
                            throw new IllegalStateException("reader broke");
                        });
        try (working;
                engine;
                var pilot = start(engine, sink, PassListener.NONE, camera("gate", video()))) {
            assertThat(pilot.awaitEnd(Duration.ofSeconds(60))).isTrue();
            assertThat(pilot.health())
                    .isInstanceOfSatisfying(
                            Health.Degraded.class,
                            health -> assertThat(health.reason()).contains("reader broke"));
        }
    }

    @Test
    void theListenerHearsOfAcknowledgedEventsAndTheCounterCountsThem() throws Exception {
        var heard = new CopyOnWriteArrayList<PlateEvent>();
        var sink = new CollectingSink();
        try (var engine = bars.engine();
                var pilot =
                        start(
                                engine,
                                sink,
                                (event, _) -> heard.add(event),
                                camera("gate", video()))) {
            assertThat(pilot.awaitEnd(Duration.ofSeconds(60))).isTrue();
        }
        assertThat(heard).isEqualTo(sink.events());
        assertThat(meters.scrape())
                .contains(
                        "alpr_events_published_total{camera_id=\"gate\"} " + heard.size() + ".0",
                        "alpr_vehicles_detected_total{camera_id=\"gate\"} 3.0",
                        "alpr_camera_state{camera_id=\"gate\",state=\"stopped\"} 1.0");
    }

    @Test
    void aFileOffersAnEventAgainUntilItIsTaken() throws Exception {
        var taken = new CollectingSink();
        var offers = new AtomicInteger();
        try (var engine = bars.engine();
                var pilot =
                        Pilot.start(
                                PilotSettings.of("test-host", List.of(camera("gate", video()))),
                                engine,
                                new Pilot.Outlets(
                                        new ReluctantSink(taken, offers),
                                        _ -> {},
                                        PassListener.NONE),
                                meters)) {
            assertThat(pilot.awaitEnd(Duration.ofSeconds(60))).isTrue();
            assertThat(pilot.health())
                    .as("events would be lost")
                    .isEqualTo(new Health.Down("turned away"));
        }
        assertThat(taken.archived()).hasSize(3);
        assertThat(offers.get()).isEqualTo(taken.events().size() + 1);
        assertThat(meters.scrape())
                .contains("alpr_events_turned_away_total{camera_id=\"gate\"} 0.0");
    }

    /** Turns the first offer away. */
    private record ReluctantSink(CollectingSink taken, AtomicInteger offers) implements EventSink {
        @Override
        public void start(DeliveryListener listener) {
            taken.start(listener);
        }

        @Override
        public Receipt publish(PlateEvent event, List<PictureMessage> pictures) {
            return offers.getAndIncrement() == 0
                    ? new Receipt.TurnedAway("full")
                    : taken.publish(event, pictures);
        }

        @Override
        public Health health() {
            return new Health.Down("turned away");
        }
    }

    @Test
    void everyMetricOfTheContractIsThereWithItsCamera() throws Exception {
        play(bars.engine(), camera("gate", video()));
        var scrape = meters.scrape();
        for (var name :
                List.of(
                        "alpr_frames_processed_total",
                        "alpr_frames_skipped_total",
                        "alpr_vehicles_detected_total",
                        "alpr_plates_detected_total",
                        "alpr_ocr_operations_total",
                        "alpr_events_published_total",
                        "alpr_fps",
                        "alpr_active_tracks",
                        "alpr_processing_time_seconds_count",
                        "alpr_detection_time_seconds_count",
                        "alpr_ocr_time_seconds_count",
                        "alpr_decode_time_seconds_count",
                        "alpr_jpeg_time_seconds_count",
                        "alpr_publish_time_seconds_count")) {
            assertThat(scrape).contains(name + "{camera_id=\"gate\"}");
        }
        assertThat(scrape).contains("alpr_frames_processed_total{camera_id=\"gate\"} 45.0");
        assertThat(scrape)
                .as("each frame that was looked at was decoded, 45 of them")
                .contains("alpr_decode_time_seconds_count{camera_id=\"gate\"} 45")
                .contains("alpr_publish_time_seconds_bucket{camera_id=\"gate\",le=\"0.005\"}");
    }

    @Test
    void aLoopedFileGivesNewPassesInEveryRound() throws Exception {
        var clip = Videos.write(folder.resolve("loop.mp4"), new BarStreet(FIRST), 45);
        var looped =
                new CameraSettings.Video(
                        new SourceAddress(clip.toString()),
                        SourceStart.FROM_FILE,
                        5,
                        true,
                        Duration.ofSeconds(5),
                        Map.of());
        var sink = new CollectingSink();
        try (var engine = bars.engine();
                var pilot = start(engine, sink, PassListener.NONE, camera("gate", looped))) {
            org.awaitility.Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> sink.archived().size() >= 3);
            assertThat(pilot.health()).isEqualTo(Health.UP);
        }
        assertThat(sink.archived())
                .extracting(event -> event.plate().normalized())
                .containsOnly(FIRST.text());
        assertThat(sink.archived()).extracting(event -> event.id().capturedAt()).isSorted();
    }

    private Path video() throws Exception {
        return Videos.write(folder.resolve("street.mp4"), new BarStreet(FIRST, SECOND, THIRD), 90);
    }

    private CollectingSink play(Engine engine, CameraSettings camera) throws Exception {
        var sink = new CollectingSink();
        try (engine;
                var pilot = start(engine, sink, PassListener.NONE, camera)) {
            assertThat(pilot.awaitEnd(Duration.ofSeconds(60))).isTrue();
            assertThat(pilot.health()).isEqualTo(Health.UP);
        }
        return sink;
    }

    private Pilot start(
            Engine engine, CollectingSink sink, PassListener listener, CameraSettings... cameras) {
        return Pilot.start(
                PilotSettings.of("test-host", List.of(cameras)),
                engine,
                new Pilot.Outlets(sink, _ -> {}, listener),
                meters);
    }

    private static CameraSettings camera(String id, Path file) {
        return camera(id, CameraSettings.Video.of(file.toString()));
    }

    private static CameraSettings camera(String id, CameraSettings.Video video) {
        return new CameraSettings(
                id, id, "site-1", "UNKNOWN", true, video, PassSettings.defaults());
    }

    private static PlateEvent eventOf(CollectingSink sink, String text) {
        return sink.archived().stream()
                .filter(event -> event.plate().normalized().equals(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no event of " + text));
    }

    private static List<PlateEvent.PassId> ids(List<PlateEvent> events) {
        return events.stream().map(PlateEvent::id).toList();
    }

    private static java.time.Instant timeOf(int frame) {
        return Videos.START.plusMillis(1000L * frame / Videos.RATE);
    }
}
