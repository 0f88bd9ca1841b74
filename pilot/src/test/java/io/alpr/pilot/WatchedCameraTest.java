package io.alpr.pilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.alpr.events.CameraStatus;
import io.alpr.pilot.camera.CameraSettings;
import io.alpr.pilot.camera.PassListener;
import io.alpr.pilot.camera.WatchSettings;
import io.alpr.pilot.pass.PassSettings;
import io.alpr.pilot.source.RtspServer;
import io.alpr.service.Health;
import io.alpr.service.Meters;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real cameras over RTSP, encoded, whose pictures are not what they should be. */
@Tag("real")
@Timeout(90)
class WatchedCameraTest {
    private static final WatchSettings IMPATIENT =
            new WatchSettings(Duration.ofSeconds(4), Duration.ofSeconds(4), Duration.ofSeconds(4));

    private final CollectingStatuses statuses = new CollectingStatuses();
    private final io.micrometer.prometheusmetrics.PrometheusMeterRegistry meters =
            Meters.registry();

    @Test
    void aStreamThatStandsStillIsFrozenEverywhereAnOperatorLooks() throws Exception {
        try (var still = RtspServer.showing("smpte100");
                var noisy = RtspServer.showing("snow");
                var engine = new BarEngine().engine();
                var pilot = start(engine, camera("still", still), camera("noisy", noisy))) {
            await().atMost(Duration.ofSeconds(40))
                    .until(() -> conditions("still").contains("frozen"));
            assertThat(conditions("noisy")).doesNotContain("frozen", "black", "white", "blank");

            assertThat(pilot.health())
                    .isInstanceOfSatisfying(
                            Health.Degraded.class,
                            health ->
                                    assertThat(health.reason())
                                            .contains(
                                                    "camera still: frozen since",
                                                    "the same picture comes again and again",
                                                    "restart the camera")
                                            .doesNotContain("camera noisy: frozen", "hunter2"));
            assertThat(meters.scrape())
                    .contains(
                            "alpr_camera_condition{camera_id=\"still\",condition=\"frozen\"} 1.0",
                            "alpr_camera_condition{camera_id=\"still\",condition=\"black\"} 0.0",
                            "alpr_camera_condition{camera_id=\"noisy\",condition=\"frozen\"} 0.0");
            var status = last("still");
            assertThat(status.state()).isEqualTo("streaming");
            assertThat(status.view().source())
                    .isEqualTo(new CameraStatus.Source("rtsp", 320, 240, "h264"));
            assertThat(status.view().conditions().getFirst().since())
                    .isBefore(status.reportedAt().minusSeconds(3));
        }
    }

    @Test
    void aBlackAndAWhiteStreamAreFound() throws Exception {
        try (var black = RtspServer.showing("black");
                var white = RtspServer.showing("white");
                var engine = new BarEngine().engine();
                var pilot = start(engine, camera("black", black), camera("white", white))) {
            await().atMost(Duration.ofSeconds(40))
                    .until(
                            () ->
                                    conditions("black").contains("black")
                                            && conditions("white").contains("white"));
            assertThat(pilot.health())
                    .isInstanceOfSatisfying(
                            Health.Degraded.class,
                            health ->
                                    assertThat(health.reason())
                                            .contains("uncover the lens", "lower the exposure"));
        }
    }

    @Test
    void aCameraWithoutReadsIsQuietAndThatIsOnlyARemark() throws Exception {
        try (var server = RtspServer.showing("snow");
                var engine = new BarEngine().engine();
                var _ = start(engine, camera("gate", server))) {
            await().atMost(Duration.ofSeconds(40))
                    .until(() -> conditions("gate").contains("quiet"));
            assertThat(last("gate").activity().fps()).isGreaterThan(2);
        }
        assertThat(last("gate").state()).isEqualTo("stopped");
        assertThat(last("gate").view().conditions()).as("nobody looks any more").isEmpty();
    }

    @Test
    void aCameraThatGoesAwayTellsWhyWhenItIsTriedAgainAndHowOftenItFailed() throws Exception {
        try (var server = RtspServer.showing("snow");
                var engine = new BarEngine().engine();
                var _ = start(engine, camera("gate", server))) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> statuses.states("gate").contains("streaming"));
            server.kill();
            await().atMost(Duration.ofSeconds(30))
                    .until(
                            () ->
                                    statuses.of("gate").stream()
                                            .anyMatch(s -> s.view().trouble().attempts() >= 2));
            var failed =
                    statuses.of("gate").stream()
                            .filter(s -> s.state().equals("backing_off"))
                            .toList()
                            .getLast();
            assertThat(failed.view().trouble().reason()).contains("cannot be reached");
            assertThat(failed.view().trouble().reason()).doesNotContain("hunter2");
            assertThat(failed.view().trouble().nextTry())
                    .isAfter(failed.reportedAt().minusSeconds(1));
            assertThat(failed.view().source().codec()).isEqualTo("h264");
        }
    }

    private List<String> conditions(String id) {
        var reports = statuses.of(id);
        return reports.isEmpty()
                ? List.of()
                : reports.getLast().view().conditions().stream()
                        .map(CameraStatus.Condition::name)
                        .toList();
    }

    private CameraStatus last(String id) {
        return statuses.of(id).getLast();
    }

    private Pilot start(io.alpr.vision.Engine engine, CameraSettings... cameras) {
        return Pilot.start(
                PilotSettings.of("test-host", List.of(cameras)),
                engine,
                new Pilot.Outlets(new CollectingSink(), statuses, PassListener.NONE),
                meters);
    }

    private static CameraSettings camera(String id, RtspServer server) {
        return new CameraSettings(
                id,
                id,
                "site-1",
                "UNKNOWN",
                true,
                CameraSettings.Video.of(server.url()),
                PassSettings.defaults(),
                IMPATIENT);
    }
}
