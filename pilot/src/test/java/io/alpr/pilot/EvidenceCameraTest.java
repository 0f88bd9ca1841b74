package io.alpr.pilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.alpr.events.PictureKind;
import io.alpr.events.PlateEvent;
import io.alpr.pilot.camera.CameraSettings;
import io.alpr.pilot.camera.Evidence;
import io.alpr.pilot.camera.PassListener;
import io.alpr.pilot.camera.WatchSettings;
import io.alpr.pilot.pass.PassSettings;
import io.alpr.pilot.source.RtspServer;
import io.alpr.pilot.source.SourceAddress;
import io.alpr.service.Health;
import io.alpr.service.Meters;
import io.alpr.vision.Engine;
import io.alpr.vision.image.Pictures;
import io.alpr.vision.image.RgbPicture;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real cameras with two streams over RTSP: a small one, and one of full resolution. */
@Tag("real")
@Timeout(120)
class EvidenceCameraTest {
    /** Slow, and late enough that both streams have been opened. */
    private static final BarStreet.Car CAR = new BarStreet.Car(1234, 30, 80, 120, 120, 2, 1);

    private static final BarStreet.Car OTHER = new BarStreet.Car(77, 30, 80, 120, 120, 2, 1);
    private static final int FRAMES = 110;
    private static final Duration TIME = Duration.ofSeconds(60);

    @TempDir Path folder;

    private final PrometheusMeterRegistry meters = Meters.registry();
    private final CollectingSink sink = new CollectingSink();
    private final CollectingStatuses statuses = new CollectingStatuses();

    @Test
    void anEventShowsThePlateInFullResolution() throws Exception {
        try (var small = RtspServer.playing(street("small", CAR, 1));
                var large = RtspServer.playing(street("large", CAR, 2));
                var engine = new BarEngine().engine();
                var pilot = start(engine, camera(small.url(), large.url(), true))) {
            await().atMost(TIME).until(() -> sink.archived().stream().anyMatch(this::isEvidence));
            var event = sink.archived().stream().filter(this::isEvidence).findFirst().orElseThrow();

            assertThat(event.plate().normalized()).isEqualTo(CAR.text());
            assertThat(event.details().box().width()).isGreaterThan(180);
            assertThat(event.pictures())
                    .extracting(PlateEvent.PictureRef::kind)
                    .containsExactly(PictureKind.PLATE, PictureKind.VEHICLE, PictureKind.FRAME);
            assertThat(picture(event, PictureKind.FRAME).width()).isEqualTo(1280);
            var vehicle = picture(event, PictureKind.VEHICLE);
            assertThat(engine.recognize(vehicle))
                    .anyMatch(plate -> plate.reading().toString().contains(CAR.text()));

            var first = firstOf(event);
            assertThat(isEvidence(first)).as("the first event does not wait for it").isFalse();
            assertThat(picture(event, PictureKind.PLATE).width())
                    .isGreaterThan(3 * picture(first, PictureKind.PLATE).width() / 2);
            assertThat(outcomes("used")).isPositive();

            // The file of the second stream has an end, so it is opened again.
            await().atMost(TIME).until(() -> large.connections() >= 2);
            assertThat(pilot.health().toString()).doesNotContain("hunter2");
        }
    }

    @Test
    void aStreamWithAnotherPlateIsNeverShown() throws Exception {
        try (var small = RtspServer.playing(street("small", CAR, 1));
                var large = RtspServer.playing(street("large", OTHER, 2));
                var engine = new BarEngine().engine();
                var _ = start(engine, camera(small.url(), large.url(), false))) {
            await().atMost(TIME)
                    .until(() -> outcomes("other_plate") > 0 && !sink.events().isEmpty());
            await().atMost(TIME).until(() -> small.connections() >= 2);
        }
        assertThat(outcomes("used")).isZero();
        assertThat(sink.events())
                .allSatisfy(
                        event -> {
                            assertThat(event.plate().normalized()).isEqualTo(CAR.text());
                            assertThat(event.details().reads().flags())
                                    .doesNotContain("evidence_stream");
                            assertThat(event.details().box().width()).isLessThan(110);
                        });
    }

    @Test
    void aDeadStreamDegradesHealthAndStopsNothing() throws Exception {
        try (var small = RtspServer.playing(street("small", CAR, 1));
                var dead = RtspServer.start();
                var engine = new BarEngine().engine()) {
            dead.kill();
            try (var pilot = start(engine, camera(small.url(), dead.url(), false))) {
                await().atMost(TIME).until(() -> !sink.events().isEmpty());
                await().atMost(TIME).until(() -> outcomes("no_frame") > 0);
                await().atMost(TIME)
                        .until(() -> pilot.health().toString().contains("evidence_lost"));
                assertThat(pilot.health())
                        .isInstanceOfSatisfying(
                                Health.Degraded.class,
                                health ->
                                        assertThat(health.reason())
                                                .contains(
                                                        "camera gate: evidence_lost since",
                                                        "its evidence stream gives no frames",
                                                        "cannot be reached",
                                                        "check the address under evidence")
                                                .doesNotContain("hunter2"));
            }
        }
        assertThat(sink.events())
                .allSatisfy(
                        event -> {
                            assertThat(event.plate().normalized()).isEqualTo(CAR.text());
                            assertThat(event.details().reads().flags())
                                    .doesNotContain("evidence_stream");
                        });
        assertThat(meters.scrape()).doesNotContain("hunter2");
        assertThat(statuses.of("gate"))
                .allSatisfy(s -> assertThat(s.toString()).doesNotContain("hunter2"));
    }

    @Test
    void nonsenseIsRefusedWithoutPasswords() {
        var url = "rtsp://viewer:hunter2@127.0.0.1/live";
        assertThatThrownBy(() -> camera("street.mp4", url, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("evidence is for cameras");
        assertThatThrownBy(() -> camera(url, "street.mp4", false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("evidence must be the rtsp:// or http:// address");
        assertThatThrownBy(() -> camera(url, url, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another stream than the source")
                .hasMessageNotContaining("hunter2");
        assertThat(camera(url, url + "/2", false).toString()).doesNotContain("hunter2");
    }

    private boolean isEvidence(PlateEvent event) {
        return event.details().reads().flags().contains("evidence_stream");
    }

    private PlateEvent firstOf(PlateEvent event) {
        return event(e -> e.id().eventId().equals(event.id().eventId()) && e.id().revision() == 1);
    }

    private PlateEvent event(Predicate<PlateEvent> wanted) {
        return sink.events().stream().filter(wanted).findFirst().orElseThrow();
    }

    private RgbPicture picture(PlateEvent event, PictureKind kind) throws Exception {
        var key = event.picture(kind).orElseThrow().key();
        var sent =
                sink.pictures().stream().filter(p -> p.key().equals(key)).findFirst().orElseThrow();
        return Pictures.decode(key, sent.jpeg());
    }

    private double outcomes(String outcome) {
        var counter = meters.find("alpr.evidence").tag("outcome", outcome).counter();
        return counter == null ? 0 : counter.count();
    }

    private Path street(String name, BarStreet.Car car, int times) throws Exception {
        return Videos.write(folder.resolve(name + ".mp4"), new BarStreet(car), FRAMES, times);
    }

    private Pilot start(Engine engine, CameraSettings camera) {
        return Pilot.start(
                PilotSettings.of("test-host", List.of(camera)),
                engine,
                new Pilot.Outlets(sink, statuses, PassListener.NONE),
                meters);
    }

    private static CameraSettings camera(String source, String evidence, boolean wholeFrame) {
        return new CameraSettings(
                "gate",
                "gate",
                "site-1",
                "UNKNOWN",
                true,
                CameraSettings.Video.of(source),
                PassSettings.defaults(),
                WatchSettings.defaults(),
                new Evidence.Stream(new SourceAddress(evidence), wholeFrame));
    }
}
