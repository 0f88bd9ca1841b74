package io.alpr.pilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.alpr.pilot.camera.CameraSettings;
import io.alpr.pilot.camera.CameraSettings.Pace;
import io.alpr.pilot.camera.PassListener;
import io.alpr.pilot.pass.PassSettings;
import io.alpr.pilot.source.SourceAddress;
import io.alpr.pilot.source.SourceOptions.Hardware;
import io.alpr.pilot.source.SourceStart;
import io.alpr.service.Health;
import io.alpr.service.Meters;
import io.alpr.vision.Engine;
import io.alpr.vision.detect.Detection;
import io.alpr.vision.detect.PlateDetector;
import io.alpr.vision.image.Picture;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that are played in their own time. */
@Timeout(90)
class PacedFileTest {
    private static final BarStreet.Car CAR = new BarStreet.Car(1234, 3, 22, 20, 40, 6, 3);
    private static final int FRAMES = 40;
    private static final Path THREADS = Path.of("/proc/self/task");

    @TempDir Path folder;

    private final BarEngine bars = new BarEngine();
    private final PrometheusMeterRegistry meters = Meters.registry();
    private final CollectingSink sink = new CollectingSink();

    @Test
    void itTakesItsTimeAndItsEventsAreAsFreshAsACameras() throws Exception {
        long started = System.nanoTime();
        try (var engine = bars.engine();
                var pilot = start(engine, camera(false))) {
            assertThat(pilot.awaitEnd(Duration.ofSeconds(60))).isTrue();
            assertThat(pilot.health()).isEqualTo(Health.UP);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - started))
                .isGreaterThan(Duration.ofMillis(1000 * (FRAMES - 2) / Videos.RATE));
        var first = sink.events().getFirst();
        assertThat(first.plate().normalized()).isEqualTo(CAR.text());
        assertThat(first.id().capturedAt()).as("its own time").isAfter(Videos.START);
        assertThat(first.details().latencyMs()).isBetween(0, 5000);
    }

    @Test
    void whatComesWhileTheMachineIsBusyIsDroppedAndCounted() throws Exception {
        try (var engine = bars.engine();
                var pilot = start(slow(engine), camera(false))) {
            assertThat(pilot.awaitEnd(Duration.ofSeconds(60))).isTrue();
            assertThat(pilot.statuses().getFirst().view().dropsByReason())
                    .containsOnlyKeys("behind", "late");
        }
        assertThat(counter("alpr_frames_dropped_total")).isGreaterThan(5);
        assertThat(counter("alpr_frames_dropped_total") + counter("alpr_frames_processed_total"))
                .as("no other frame is lost but, perhaps, with the end")
                .isBetween(FRAMES - 2.0, (double) FRAMES);
    }

    @Test
    void everyRoundOfALoopTakesItsTime() throws Exception {
        long started = System.nanoTime();
        try (var engine = bars.engine();
                var pilot = start(engine, camera(true))) {
            await().atMost(Duration.ofSeconds(60)).until(() -> sink.archived().size() >= 2);
            assertThat(pilot.health()).isEqualTo(Health.UP);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - started))
                .isGreaterThan(Duration.ofMillis(1000 * (FRAMES - 2) / Videos.RATE));
        assertThat(sink.archived()).extracting(event -> event.id().capturedAt()).isSorted();
    }

    @Test
    void recognitionGivesWayToDecoding() throws Exception {
        assumeTrue(Files.isDirectory(THREADS), "SKIPPED: needs Linux");
        try (var engine = bars.engine();
                var pilot = start(engine, camera(true))) {
            await().atMost(Duration.ofSeconds(60)).until(() -> !sink.archived().isEmpty());
            assertThat(pilot.health()).isEqualTo(Health.UP);
            var decoding = niceness("decoder-gate");
            assertThat(decoding).hasSize(1);
            assertThat(niceness("recogniser-gate"))
                    .singleElement()
                    .satisfies(nice -> assertThat(nice).isGreaterThan(decoding.getFirst()));
        }
    }

    /** Of the threads of a name, of which the kernel keeps fifteen characters; see proc(5). */
    private static List<Integer> niceness(String name) throws IOException {
        var kept = name.substring(0, Math.min(15, name.length()));
        var found = new ArrayList<Integer>();
        try (var threads = Files.list(THREADS)) {
            for (var thread : threads.toList()) {
                var line = stat(thread);
                int end = line.lastIndexOf(')');
                if (end > 0 && line.substring(line.indexOf('(') + 1, end).equals(kept)) {
                    found.add(Integer.parseInt(line.substring(end + 2).split(" ", -1)[16]));
                }
            }
        }
        return found;
    }

    private static String stat(Path thread) {
        try {
            return Files.readString(thread.resolve("stat"));
        } catch (IOException _) {
            // It has ended meanwhile.
            return "";
        }
    }

    @Test
    void aCameraHasItsOwnTime() {
        assertThatThrownBy(() -> video("rtsp://viewer:hunter2@127.0.0.1/live", false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pace real is for files")
                .hasMessageNotContaining("hunter2");
    }

    /** Looks at four pictures a second at most. */
    private static Engine slow(Engine engine) {
        return new Engine(new SlowFinder(engine.detector()), engine.reader());
    }

    private record SlowFinder(PlateDetector finder) implements PlateDetector {
        @Override
        public List<Detection> detect(Picture picture) {
            try {
                Thread.sleep(250);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return finder.detect(picture);
        }

        @Override
        public String name() {
            return finder.name();
        }

        @Override
        public void close() {
            finder.close();
        }
    }

    private double counter(String name) {
        return meters.scrape()
                .lines()
                .filter(line -> line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private Pilot start(Engine engine, CameraSettings camera) {
        return Pilot.start(
                PilotSettings.of("test-host", List.of(camera)),
                engine,
                new Pilot.Outlets(sink, _ -> {}, PassListener.NONE),
                meters);
    }

    private CameraSettings camera(boolean loop) throws Exception {
        var file = Videos.write(folder.resolve("street.mp4"), new BarStreet(CAR), FRAMES);
        return new CameraSettings(
                "gate",
                "gate",
                "site-1",
                "UNKNOWN",
                true,
                video(file.toString(), loop),
                PassSettings.defaults());
    }

    private static CameraSettings.Video video(String source, boolean loop) {
        return new CameraSettings.Video(
                new SourceAddress(source),
                SourceStart.FROM_FILE,
                Videos.RATE,
                loop,
                Pace.REAL,
                Duration.ofSeconds(5),
                Hardware.OFF,
                Map.of());
    }
}
