package io.alpr.app.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.alpr.app.config.AlprConfig;
import io.alpr.app.config.ConfigFiles;
import io.alpr.events.CameraStatus;
import io.alpr.events.PictureMessage;
import io.alpr.events.PlateEvent;
import io.alpr.pilot.Pilot;
import io.alpr.pilot.PilotSettings;
import io.alpr.pilot.camera.PassListener;
import io.alpr.pilot.publish.DeliveryListener;
import io.alpr.pilot.publish.EventSink;
import io.alpr.pilot.publish.outbox.Receipt;
import io.alpr.service.Health;
import io.alpr.vision.Engine;
import io.alpr.vision.detect.Detection;
import io.alpr.vision.detect.PlateDetector;
import io.alpr.vision.image.Picture;
import io.alpr.vision.image.RgbPicture;
import io.alpr.vision.read.PlateReader;
import io.alpr.vision.read.PlateReading;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real pilot, a real file, cameras whose videos are not there. */
@Timeout(90)
final class ConfigWatchTest {
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final String ONE = "cameras:\n- {id: one, source: none.mp4}\n";
    private static final String TWO = ONE + "- {id: two, source: none.mp4}\n";

    @TempDir private Path folder = Path.of("");

    private Path file = Path.of("");
    private final Pilot pilot = start();

    private static Pilot start() {
        return Pilot.start(
                PilotSettings.of("test-host", List.of()),
                new Engine(new Blind(), new Illiterate()),
                new Pilot.Outlets(new Nowhere(), _ -> {}, PassListener.NONE),
                new SimpleMeterRegistry());
    }

    @BeforeEach
    void named() {
        file = folder.resolve("alpr.yaml");
    }

    @AfterEach
    void closed() {
        pilot.close();
    }

    private ConfigWatch watch(String text) throws IOException {
        Files.writeString(file, text);
        var config = read();
        pilot.takeOver(Cameras.of(config));
        return ConfigWatch.start(file, Map.of(), config, pilot);
    }

    private AlprConfig read() {
        return ConfigFiles.read(Optional.of(file), Map.of());
    }

    private List<String> cameras() {
        return pilot.statuses().stream().map(CameraStatus::cameraId).toList();
    }

    private String health() {
        return pilot.health() instanceof Health.Degraded(var reason) ? reason : "";
    }

    @Test
    void aCameraThatIsWrittenIntoTheFileIsTakenOverAndOneTakenOutStops() throws Exception {
        try (var _ = watch(ONE)) {
            Files.writeString(file, TWO);
            await().atMost(LONGEST).until(() -> cameras().equals(List.of("one", "two")));
            // As editors do it: another file under the name.
            var other = Files.writeString(folder.resolve("other"), "cameras: []\n");
            Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
            await().atMost(LONGEST).until(() -> cameras().isEmpty());
        }
    }

    @Test
    void aBrokenAnEmptyAndAMissingFileChangeNothingAndHealthNamesTheFaultUntilItIsMended()
            throws Exception {
        try (var _ = watch(TWO)) {
            Files.writeString(
                    file, TWO + "- {id: three, source: none.mp4, sauce: rtsp://u:hush@h/s}\n");
            await().atMost(LONGEST).until(() -> health().contains("alpr.yaml:4"));
            assertThat(health()).contains("sauce", "unknown key").doesNotContain("hush");
            assertThat(cameras()).containsExactly("one", "two");

            Files.writeString(file, "\n");
            await().atMost(LONGEST).until(() -> health().contains("is empty"));
            Files.delete(file);
            await().atMost(LONGEST).until(() -> health().contains("is gone"));
            assertThat(cameras()).containsExactly("one", "two");

            Files.writeString(file, TWO);
            await().atMost(LONGEST).until(() -> !health().contains("alpr.yaml"));
            assertThat(cameras()).containsExactly("one", "two");
        }
    }

    @Test
    void aFileThatWasNotThereAtTheStartIsTakenOverWhenItComes() throws Exception {
        var defaults = ConfigFiles.read(Optional.empty(), Map.of());
        try (var _ = ConfigWatch.start(file, Map.of(), defaults, pilot)) {
            Thread.sleep(3 * ConfigWatch.EVERY.toMillis());
            assertThat(health()).isEmpty();
            Files.writeString(file, ONE);
            await().atMost(LONGEST).until(() -> cameras().equals(List.of("one")));
        }
    }

    @Test
    void keysThatNeedARestartAreNamedWithoutTheirValues() throws Exception {
        Files.writeString(file, ONE);
        var before = read();
        Files.writeString(
                file,
                "site: elsewhere\nports:\n  services:\n    query: 8111\n"
                        + "database:\n  password: hush\nkafka:\n  bootstrap_servers: b:1\n"
                        + TWO);
        assertThat(ConfigKeys.changed(before, read()))
                .containsExactly(
                        "ports.services.query", "kafka.bootstrap_servers", "database.password");
        assertThat(ConfigKeys.changed(before, before)).isEmpty();
    }

    private record Blind() implements PlateDetector {
        @Override
        public List<Detection> detect(Picture picture) {
            return List.of();
        }

        @Override
        public void close() {}

        @Override
        public String name() {
            return "blind";
        }
    }

    private record Illiterate() implements PlateReader {
        @Override
        public List<PlateReading> read(List<RgbPicture> crops) {
            return List.of();
        }

        @Override
        public double margin() {
            return 0;
        }

        @Override
        public void close() {}

        @Override
        public String name() {
            return "illiterate";
        }
    }

    private record Nowhere() implements EventSink {
        @Override
        public void start(DeliveryListener listener) {}

        @Override
        public Receipt publish(PlateEvent event, List<PictureMessage> pictures) {
            return Receipt.KEPT;
        }
    }
}
