package io.alpr.pilot.reject;

import static org.assertj.core.api.Assertions.assertThat;

import io.alpr.pilot.BarEngine;
import io.alpr.pilot.BarStreet;
import io.alpr.pilot.BarStreet.Car;
import io.alpr.pilot.CollectingSink;
import io.alpr.pilot.Pilot;
import io.alpr.pilot.PilotSettings;
import io.alpr.pilot.Videos;
import io.alpr.pilot.camera.CameraSettings;
import io.alpr.pilot.camera.PassListener;
import io.alpr.pilot.reject.Reject.Guess;
import io.alpr.service.Health;
import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.RgbPicture;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RejectWriterTest {
    private static final long MIB = 1 << 20;

    @TempDir private Path folder = Path.of("");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private static Reject reject() {
        return new Reject(
                "gate",
                Instant.EPOCH,
                "uncertain",
                Guess.NONE,
                new PixelBox(0, 0, 96, 24),
                new RgbPicture(96, 24, new byte[3 * 96 * 24]));
    }

    private double dropped(String reason) {
        return registry.get("alpr.rejects.dropped").tag("reason", reason).counter().count();
    }

    private double kept() {
        return registry.get("alpr.rejects.kept").counter().count();
    }

    @Test
    void moreThanTheDiskTakesIsDroppedAndCountedAndTheRestIsThere() throws Exception {
        int taken = 5000;
        try (var writer =
                RejectWriter.start(new RejectSettings(folder, 10_000, 64 * MIB), registry)) {
            for (int i = 0; i < taken; i++) {
                writer.take(reject());
            }
        }
        assertThat(dropped("behind")).isPositive();
        assertThat(kept() + dropped("behind")).isEqualTo(taken);
        assertThat(KeptReject.in(folder)).hasSize((int) kept());
    }

    @Test
    void aDiskThatCannotBeWrittenCostsTheRejectsAlone() throws Exception {
        var file = Files.writeString(folder.resolve("file"), "no folder");
        try (var writer =
                RejectWriter.start(
                        new RejectSettings(file.resolve("rejects"), 10, MIB), registry)) {
            writer.take(reject());
            writer.take(reject());
        }
        assertThat(dropped("disk")).isEqualTo(2);
        assertThat(kept()).isZero();
    }

    @Test
    void whoWantsNoneKeepsNone() {
        assertThat(RejectWriter.start(new RejectSettings(folder, 0, MIB), registry))
                .isSameAs(RejectSink.NONE);
    }

    @Test
    void aPilotLeavesWhatItCouldNotReadForItsOperator() throws Exception {
        var street = new BarStreet(new Car(1234, 0, 60, 20, 40, 4, 2));
        var video = Videos.write(folder.resolve("street.mp4"), street, 70);
        var kept = folder.resolve("rejects");
        try (var engine = new BarEngine().engine(_ -> "?");
                var pilot =
                        Pilot.start(
                                PilotSettings.of(
                                        "host",
                                        List.of(CameraSettings.of("gate", video.toString()))),
                                engine,
                                new Pilot.Outlets(
                                        new CollectingSink(),
                                        _ -> {},
                                        PassListener.NONE,
                                        RejectWriter.start(
                                                new RejectSettings(kept, 200, MIB), registry)),
                                registry)) {
            assertThat(pilot.awaitEnd(Duration.ofSeconds(60))).isTrue();
            assertThat(pilot.health()).isEqualTo(Health.UP);
        }
        assertThat(KeptReject.in(kept))
                .singleElement()
                .satisfies(
                        reject -> {
                            assertThat(reject.camera()).isEqualTo("gate");
                            assertThat(reject.reason()).isEqualTo("uncertain");
                            assertThat(reject.time())
                                    .isBetween(Videos.START, Videos.START.plusSeconds(5));
                            assertThat(reject.picture()).isRegularFile();
                        });
    }
}
