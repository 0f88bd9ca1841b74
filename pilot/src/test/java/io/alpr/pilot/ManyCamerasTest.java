package io.alpr.pilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.alpr.events.PlateEvent;
import io.alpr.pilot.camera.CameraSettings;
import io.alpr.pilot.camera.PassListener;
import io.alpr.pilot.source.RtspServer;
import io.alpr.service.Health;
import io.alpr.service.Meters;
import io.alpr.vision.Engine;
import io.alpr.vision.image.RgbPicture;
import io.alpr.vision.read.PlateReader;
import io.alpr.vision.read.PlateReading;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Good cameras beside bad ones: nothing of the bad may reach the good. */
@Tag("real")
@Timeout(120)
class ManyCamerasTest {
    private static final BarStreet.Car FIRST = new BarStreet.Car(1234, 5, 40, 20, 40, 8, 4);
    private static final BarStreet.Car SECOND = new BarStreet.Car(77, 30, 70, 500, 250, -8, -3);
    private static final BarStreet.Car POISON = new BarStreet.Car(4095, 2, 80, 60, 60, 3, 1);
    private static final int FRAMES = 90;

    @TempDir Path folder;

    private final CollectingSink sink = new CollectingSink();
    private final CollectingStatuses statuses = new CollectingStatuses();
    private final PrometheusMeterRegistry meters = Meters.registry();

    @Test
    void goodCamerasLoseNothingBesideASilentAMissingAndAThrowingOne() throws Exception {
        var good = Videos.write(folder.resolve("good.mp4"), new BarStreet(FIRST, SECOND), FRAMES);
        var bad = Videos.write(folder.resolve("bad.mp4"), new BarStreet(POISON), FRAMES);
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var goodServer = RtspServer.playing(good);
                var badServer = RtspServer.playing(bad);
                var engine = fragile();
                var pilot =
                        start(
                                engine,
                                CameraSettings.of("silent", address(silent.getLocalPort())),
                                CameraSettings.of("missing", address(closedPort())),
                                CameraSettings.of("throwing", badServer.url()),
                                CameraSettings.of("live", goodServer.url()),
                                CameraSettings.of("file", good.toString()))) {
            // What a stream sends while it is opened comes in one go, and all but the latest goes.
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> count("alpr.frames.processed", "live") >= 4);
            double droppedAtOpening = count("alpr.frames.dropped", "live");
            await().atMost(Duration.ofSeconds(60)).until(() -> texts("live").size() >= 2);
            assertThat(count("alpr.frames.dropped", "live")).isEqualTo(droppedAtOpening);
            assertThat(texts("live")).containsExactly(FIRST.text(), SECOND.text());

            await().atMost(Duration.ofSeconds(60)).until(() -> texts("file").size() == 2);
            assertThat(texts("file")).containsExactly(FIRST.text(), SECOND.text());
            assertThat(count("alpr.frames.processed", "file")).isEqualTo(FRAMES / 2.0);
            await().atMost(Duration.ofSeconds(60))
                    .until(
                            () ->
                                    List.of("silent", "missing", "throwing").stream()
                                            .allMatch(this::hasFailedTwice));

            // The throwing one is well for a moment each time it has connected.
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(
                            () ->
                                    assertThat(((Health.Degraded) pilot.health()).reason())
                                            .contains("camera silent", "camera missing")
                                            .contains("camera throwing", "reader broke")
                                            .doesNotContain("camera file"));
            assertThat(texts("throwing")).isEmpty();
        }
        assertThat(statuses.states("silent")).last().isEqualTo("stopped");
    }

    @Test
    void aCameraThatChangesAllTheTimeFloodsNobody() throws Exception {
        var clip = Videos.write(folder.resolve("blink.mp4"), new BarStreet(FIRST), 2);
        var blinking =
                new CameraSettings.Video(
                        new io.alpr.pilot.source.SourceAddress(clip.toString()),
                        io.alpr.pilot.source.SourceStart.FROM_FILE,
                        5,
                        true,
                        Duration.ofSeconds(5),
                        java.util.Map.of());
        var camera =
                new CameraSettings(
                        "blink",
                        "blink",
                        "",
                        "UNKNOWN",
                        true,
                        blinking,
                        io.alpr.pilot.pass.PassSettings.defaults());
        try (var engine = new BarEngine().engine();
                var _ = start(engine, camera)) {
            long began = System.nanoTime();
            // Each round of the loop connects and streams: two changes.
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> count("alpr.frames.processed", "blink") > 200);
            double seconds = (System.nanoTime() - began) / 1e9;
            assertThat((double) statuses.of("blink").size()).isBetween(1.0, 5 * seconds + 2);
        }
    }

    private boolean hasFailedTwice(String camera) {
        return statuses.of(camera).stream().anyMatch(s -> s.view().trouble().attempts() >= 2);
    }

    private List<String> texts(String camera) {
        return sink.archived().stream()
                .filter(event -> event.id().cameraId().equals(camera))
                .map(PlateEvent::plate)
                .map(PlateEvent.PlateText::normalized)
                .toList();
    }

    private double count(String meter, String camera) {
        var counter = meters.find(meter).tag("camera_id", camera).counter();
        return counter == null ? 0 : counter.count();
    }

    /** Reads bars, but breaks at one plate, whichever camera sees it. */
    private static Engine fragile() {
        var bars = new BarEngine().engine();
        return new Engine(bars.detector(), new Fragile(bars.reader()));
    }

    private record Fragile(PlateReader reader) implements PlateReader {
        @Override
        public List<PlateReading> read(List<RgbPicture> crops) {
            var readings = reader.read(crops);
            if (readings.toString().contains(POISON.text())) {
                throw new IllegalStateException("reader broke");
            }
            return readings;
        }

        @Override
        public double margin() {
            return reader.margin();
        }

        @Override
        public String name() {
            return "fragile";
        }

        @Override
        public void close() {
            reader.close();
        }
    }

    private Pilot start(Engine engine, CameraSettings... cameras) {
        return Pilot.start(
                PilotSettings.of("test-host", List.of(cameras)),
                engine,
                new Pilot.Outlets(sink, statuses, PassListener.NONE),
                meters);
    }

    private static String address(int port) {
        return "rtsp://127.0.0.1:%d/stream".formatted(port);
    }

    private static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
