package io.alpr.pilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.alpr.events.PlateEvent;
import io.alpr.pilot.area.Growth;
import io.alpr.pilot.area.WatchedArea;
import io.alpr.pilot.camera.CameraSettings;
import io.alpr.pilot.camera.PassListener;
import io.alpr.pilot.pass.PassSettings;
import io.alpr.service.Health;
import io.alpr.service.Meters;
import io.alpr.vision.image.Jpeg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A folder of uploaded pictures through the whole pilot. */
@Timeout(120)
class FolderCameraTest {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final BarStreet.Car FIRST = new BarStreet.Car(1234, 0, 9, 200, 100, 0, 0);
    private static final BarStreet.Car SECOND = new BarStreet.Car(77, 0, 9, 200, 100, 0, 0);

    @TempDir Path uploads;

    private final BarEngine bars = new BarEngine();

    @Test
    void everyPictureOfAnotherMinuteIsAnEventOfItsOwnAndARestartPublishesNoneTwice()
            throws Exception {
        put("a.jpg", FIRST, NOON);
        // The same place in the picture, but another car two minutes later.
        put("b.jpg", SECOND, NOON.plusSeconds(120));
        // The first car comes back.
        put("c.jpg", FIRST, NOON.plusSeconds(240));
        var sink = new CollectingSink();
        List<PlateEvent> events;
        try (var _ = watch(sink)) {
            await().atMost(Duration.ofSeconds(30)).until(() -> sink.events().size() >= 3);
            // The scene is over for the camera too once it asks for the next picture.
            await().atMost(Duration.ofSeconds(30)).until(() -> remembered().size() == 3);
            events = sink.archived();
        }
        assertThat(events)
                .extracting(event -> event.plate().normalized())
                .containsExactly(FIRST.text(), SECOND.text(), FIRST.text());
        assertThat(events)
                .extracting(event -> event.id().capturedAt())
                .containsExactly(NOON, NOON.plusSeconds(120), NOON.plusSeconds(240));
        assertThat(events.getFirst().details().reads().flags()).contains("single_read");

        var later = new CollectingSink();
        put("d.jpg", SECOND, NOON.plusSeconds(360));
        try (var _ = watch(later)) {
            await().atMost(Duration.ofSeconds(30)).until(() -> later.events().size() >= 1);
        }
        assertThat(later.events())
                .extracting(event -> event.id().capturedAt())
                .containsExactly(NOON.plusSeconds(360));
    }

    @Test
    void picturesThatAreReadAgainAreTheSameEvents() throws Exception {
        put("a.jpg", FIRST, NOON);
        put("b.jpg", SECOND, NOON.plusSeconds(120));
        var once = eventsOf(2);
        Files.delete(uploads.resolve(".alpr-read"));
        Files.delete(uploads.resolve("a.jpg"));
        var again = eventsOf(1);
        assertThat(again.getFirst().id()).isEqualTo(once.get(1).id());
        assertThat(again.getFirst().pictures()).isEqualTo(once.get(1).pictures());
    }

    private List<PlateEvent> eventsOf(int count) throws Exception {
        var sink = new CollectingSink();
        try (var _ = watch(sink)) {
            await().atMost(Duration.ofSeconds(30)).until(() -> sink.events().size() >= count);
        }
        return sink.archived();
    }

    private List<String> remembered() throws IOException {
        return Files.readAllLines(uploads.resolve(".alpr-read"));
    }

    private AutoCloseable watch(CollectingSink sink) {
        var camera =
                new CameraSettings(
                        "ftp",
                        "ftp",
                        "site-1",
                        "UNKNOWN",
                        true,
                        CameraSettings.Video.of("folder:" + uploads),
                        PassSettings.of(
                                new PassSettings.Agreement(2, true),
                                WatchedArea.ALL,
                                30,
                                new Growth()));
        var engine = bars.engine();
        var pilot =
                Pilot.start(
                        PilotSettings.of("test-host", List.of(camera)),
                        engine,
                        new Pilot.Outlets(sink, _ -> {}, PassListener.NONE),
                        Meters.registry());
        await().atMost(Duration.ofSeconds(30)).until(() -> pilot.health().equals(Health.UP));
        return () -> {
            pilot.close();
            engine.close();
        };
    }

    private void put(String name, BarStreet.Car car, Instant taken) throws IOException {
        var jpeg = Jpeg.encode(new BarStreet(car).frame(0), 0.95);
        var aside = Files.write(uploads.resolve(name + ".part"), jpeg);
        Files.setLastModifiedTime(aside, FileTime.from(taken));
        Files.move(aside, uploads.resolve(name));
    }
}
