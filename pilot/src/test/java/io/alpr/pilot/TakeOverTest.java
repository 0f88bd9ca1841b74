package io.alpr.pilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.alpr.events.CameraStatus;
import io.alpr.pilot.area.Growth;
import io.alpr.pilot.area.WatchedArea;
import io.alpr.pilot.camera.CameraSettings;
import io.alpr.pilot.camera.PassListener;
import io.alpr.pilot.camera.WatchSettings;
import io.alpr.pilot.pass.PassSettings;
import io.alpr.pilot.source.RtspServer;
import io.alpr.service.Health;
import io.alpr.service.Meters;
import io.alpr.vision.Engine;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Cameras that come, change and go while the pilot runs. */
@Tag("real")
@Timeout(90)
class TakeOverTest {
    private static final BarStreet.Car CAR = new BarStreet.Car(1234, 5, 40, 20, 40, 8, 4);

    @TempDir Path folder;

    private final CollectingSink sink = new CollectingSink();
    private final CollectingStatuses statuses = new CollectingStatuses();
    private final PrometheusMeterRegistry meters = Meters.registry();

    @Test
    void anUnchangedCameraKeepsItsConnectionWhileOthersComeChangeAndGo() throws Exception {
        try (var server = RtspServer.showing("snow");
                var engine = new BarEngine().engine();
                var pilot = start(engine, live("steady", server, "UNKNOWN"), missing("old", "A"))) {
            await().atMost(Duration.ofSeconds(30)).until(() -> processed("steady") > 5);
            double before = processed("steady");
            long drops = statuses(pilot, "steady").activity().drops();
            long began = System.nanoTime();

            var first =
                    pilot.takeOver(List.of(live("steady", server, "UNKNOWN"), missing("new", "A")));
            var second =
                    pilot.takeOver(List.of(missing("new", "B"), live("steady", server, "UNKNOWN")));
            var third =
                    pilot.takeOver(List.of(missing("new", "B"), live("steady", server, "UNKNOWN")));
            assertThat(first).isEqualTo(new TakeOver(List.of("new"), List.of(), List.of("old")));
            assertThat(second).isEqualTo(new TakeOver(List.of(), List.of("new"), List.of()));
            assertThat(third.isNothing()).isTrue();

            await().atMost(Duration.ofSeconds(30)).until(() -> processed("steady") > before + 15);
            double seconds = (System.nanoTime() - began) / 1e9;
            assertThat(server.connections()).as("connections in all").isEqualTo(1);
            assertThat(processed("steady") - before)
                    .as("frames without a gap")
                    .isGreaterThan(5 * seconds - 5);
            assertThat(statuses(pilot, "steady").activity().drops()).isEqualTo(drops);
            assertThat(statuses.states("steady"))
                    .as("it connected once")
                    .doesNotContain("backing_off", "stopped")
                    .filteredOn(state -> state.equals("connecting"))
                    .hasSizeLessThan(2);
        }
    }

    @Test
    void aRemovedCameraSaysSoLastAndLeavesNoMeters() throws Exception {
        try (var engine = new BarEngine().engine();
                var pilot = start(engine, missing("old", "A"), missing("stays", "A"))) {
            await().atMost(Duration.ofSeconds(30)).until(() -> statuses.of("old").size() > 0);
            pilot.takeOver(List.of(missing("stays", "A")));

            var last = statuses.of("old").getLast();
            assertThat(last.state()).isEqualTo("stopped");
            assertThat(last.view().trouble().reason()).isEqualTo("removed from the configuration");
            assertThat(meters.scrape())
                    .doesNotContain("camera_id=\"old\"")
                    .contains("camera_id=\"stays\"");
            assertThat(degraded(pilot).reason()).doesNotContain("camera old");
            int reports = statuses.of("old").size();
            await().pollDelay(Duration.ofMillis(600)).until(() -> true);
            assertThat(statuses.of("old")).hasSize(reports);

            pilot.takeOver(List.of(missing("stays", "A"), missing("old", "A")));
            assertThat(meters.scrape())
                    .contains("alpr_camera_state{camera_id=\"old\",state=\"stopped\"}");
        }
    }

    @Test
    void aRemovedCamerasPassIsPublished() throws Exception {
        var car = new BarStreet.Car(77, 0, 10_000, 100, 100, 0.2, 0.1);
        var video = Videos.write(folder.resolve("slow.mp4"), new BarStreet(car), 300);
        // Only one read is legible: nothing agrees with it, so only its end publishes it.
        try (var server = RtspServer.playing(video);
                var engine = new BarEngine().engine(read -> read == 2 ? "" : "?");
                var pilot = start(engine, singles("gate", server))) {
            await().atMost(Duration.ofSeconds(30)).until(() -> processed("gate") > 8);
            assertThat(sink.events()).isEmpty();
            pilot.takeOver(List.of());
            assertThat(sink.events())
                    .singleElement()
                    .satisfies(e -> assertThat(e.plate().normalized()).isEqualTo(car.text()));
            assertThat(pilot.statuses()).isEmpty();
        }
    }

    @Test
    void aChangedFileIsReadAgainUnderTheSameIdsAndItsCountersGoOn() throws Exception {
        var video = Videos.write(folder.resolve("street.mp4"), new BarStreet(CAR), 60);
        try (var engine = new BarEngine().engine();
                var pilot = start(engine, file("gate", video, "A"))) {
            assertThat(pilot.awaitEnd(Duration.ofSeconds(60))).isTrue();
            double once = processed("gate");
            pilot.takeOver(List.of(file("gate", video, "B")));
            assertThat(pilot.awaitEnd(Duration.ofSeconds(60))).isTrue();
            assertThat(processed("gate")).isEqualTo(2 * once);
            assertThat(sink.archived()).hasSize(1);
            assertThat(meters.scrape())
                    .contains("alpr_camera_state{camera_id=\"gate\",state=\"stopped\"} 1.0");
        }
    }

    @Test
    void whatBreaksTheRulesChangesNothing() throws Exception {
        try (var engine = new BarEngine().engine();
                var pilot = start(engine, missing("a", "A"))) {
            assertThatThrownBy(() -> pilot.takeOver(List.of(missing("b", "A"), missing("b", "B"))))
                    .hasMessageContaining("got twice: b");
            assertThat(pilot.statuses()).extracting(s -> s.cameraId()).containsExactly("a");

            pilot.refused("alpr.yaml:3: unknown key");
            assertThat(degraded(pilot).reason()).contains("alpr.yaml:3: unknown key");
            pilot.takeOver(List.of(missing("a", "A")));
            assertThat(degraded(pilot).reason()).doesNotContain("alpr.yaml");
        }
    }

    /** Its health once a camera without a file has found that out. */
    private static Health.Degraded degraded(Pilot pilot) {
        return (Health.Degraded)
                await().atMost(Duration.ofSeconds(30))
                        .until(pilot::health, Health.Degraded.class::isInstance);
    }

    @Test
    void manyTakeOversAtOnceLeaveTheCamerasOfOneOfThem() throws Exception {
        try (var engine = new BarEngine().engine();
                var pilot = start(engine)) {
            var threads =
                    IntStream.range(0, 16)
                            .mapToObj(
                                    i ->
                                            Thread.ofPlatform()
                                                    .start(
                                                            () ->
                                                                    pilot.takeOver(
                                                                            List.of(
                                                                                    missing(
                                                                                            "x",
                                                                                            "A"),
                                                                                    missing(
                                                                                            "y" + i,
                                                                                            "A")))))
                            .toList();
            for (var thread : threads) {
                thread.join();
            }
            assertThat(pilot.statuses()).hasSize(2);
            var other = pilot.statuses().getLast().cameraId();
            assertThat(meters.scrape()).contains("camera_id=\"" + other + "\"");
            assertThat(
                            meters.getMeters().stream()
                                    .map(meter -> String.valueOf(meter.getId().getTag("camera_id")))
                                    .filter(id -> id.startsWith("y"))
                                    .distinct())
                    .containsExactly(other);
        }
    }

    @Test
    void aClosedPilotTakesNothingOver() {
        try (var engine = new BarEngine().engine()) {
            Pilot closed;
            try (var pilot = start(engine)) {
                closed = pilot;
            }
            assertThat(closed.takeOver(List.of(missing("late", "A"))).isNothing()).isTrue();
            assertThat(closed.statuses()).isEmpty();
        }
    }

    private static CameraStatus statuses(Pilot pilot, String camera) {
        return pilot.statuses().stream()
                .filter(status -> status.cameraId().equals(camera))
                .findFirst()
                .orElseThrow();
    }

    private double processed(String camera) {
        var counter = meters.find("alpr.frames.processed").tag("camera_id", camera).counter();
        return counter == null ? 0 : counter.count();
    }

    private Pilot start(Engine engine, CameraSettings... cameras) {
        return Pilot.start(
                PilotSettings.of("test-host", List.of(cameras)),
                engine,
                new Pilot.Outlets(sink, statuses, PassListener.NONE),
                meters);
    }

    private static CameraSettings live(String id, RtspServer server, String region) {
        return made(id, server.url(), region, PassSettings.defaults());
    }

    private CameraSettings missing(String id, String region) {
        return made(id, folder.resolve("none.mp4").toString(), region, PassSettings.defaults());
    }

    private static CameraSettings file(String id, Path video, String region) {
        return made(id, video.toString(), region, PassSettings.defaults());
    }

    private static CameraSettings singles(String id, RtspServer server) {
        var single =
                new PassSettings(
                        new PassSettings.Agreement(2, true),
                        WatchedArea.ALL,
                        0,
                        new Growth(),
                        12,
                        Duration.ZERO,
                        Duration.ZERO);
        return made(id, server.url(), "UNKNOWN", single);
    }

    private static CameraSettings made(
            String id, String source, String region, PassSettings passes) {
        return new CameraSettings(
                id,
                id,
                "",
                region,
                true,
                CameraSettings.Video.of(source),
                passes,
                WatchSettings.defaults());
    }
}
