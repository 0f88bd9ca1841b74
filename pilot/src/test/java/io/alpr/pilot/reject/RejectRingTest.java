package io.alpr.pilot.reject;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.alpr.pilot.reject.Reject.Guess;
import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.RgbPicture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RejectRingTest {
    private static final Instant START = Instant.parse("2026-03-04T05:06:07.123Z");
    private static final long MIB = 1 << 20;

    @TempDir private Path folder = Path.of("");

    private RejectSettings settings(int perCamera) {
        return new RejectSettings(folder, perCamera, 64 * MIB);
    }

    private static Reject reject(String camera, int second, RgbPicture crop) {
        return new Reject(
                camera,
                START.plusSeconds(second),
                "uncertain",
                new Guess("AB" + second, 0.41),
                new PixelBox(10, 20, 96, 24),
                crop);
    }

    private static Reject reject(String camera, int second) {
        return reject(camera, second, new RgbPicture(96, 24, new byte[3 * 96 * 24]));
    }

    private long files() throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void whatIsKeptIsFoundAgainWithItsPicture() throws IOException {
        RejectRing.open(settings(200)).keep(reject("gate", 7));

        assertThat(KeptReject.in(folder))
                .singleElement()
                .satisfies(
                        kept -> {
                            assertThat(kept.time()).isEqualTo(START.plusSeconds(7));
                            assertThat(kept.camera()).isEqualTo("gate");
                            assertThat(kept.reason()).isEqualTo("uncertain");
                            assertThat(kept.text()).isEqualTo("AB7");
                            assertThat(kept.score()).isEqualTo(0.41);
                            assertThat(kept.box()).isEqualTo(new PixelBox(10, 20, 96, 24));
                            assertThat(ImageIO.read(kept.picture().toFile()).getWidth())
                                    .isEqualTo(96);
                        });
    }

    @Test
    void besideEachPictureIsOneLineOfJson() throws IOException {
        RejectRing.open(settings(200)).keep(reject("gate", 7));
        try (var files = Files.list(folder.resolve("gate"))) {
            var line = files.filter(f -> f.toString().endsWith(".json")).findFirst().orElseThrow();
            assertThat(Files.readAllLines(line)).hasSize(1);
            assertThat(new ObjectMapper().readTree(line.toFile()).fieldNames())
                    .toIterable()
                    .containsExactly("time", "camera", "reason", "text", "score", "box", "file");
        }
    }

    @Test
    void theOldestOfACameraGoesFirstAndOtherCamerasStay() throws IOException {
        var ring = RejectRing.open(settings(5));
        ring.keep(reject("yard", 0));
        for (int i = 1; i <= 12; i++) {
            ring.keep(reject("gate", i));
        }
        assertThat(KeptReject.in(folder))
                .extracting(kept -> kept.camera() + " " + kept.text())
                .containsExactly(
                        "gate AB12", "gate AB11", "gate AB10", "gate AB9", "gate AB8", "yard AB0");
        assertThat(files()).isEqualTo(12);
    }

    @Test
    void allTogetherStayBelowTheBytesAllowedAlsoOverRestarts() throws IOException {
        var settings = new RejectSettings(folder, 1000, MIB);
        var chance = new SplittableRandom(3);
        for (int life = 0; life < 3; life++) {
            var ring = RejectRing.open(settings);
            for (int i = 0; i < 40; i++) {
                // Noise, the largest JPEG there is.
                var noise = new byte[3 * 320 * 160];
                chance.nextBytes(noise);
                ring.keep(
                        reject("camera-" + i % 3, 100 * life + i, new RgbPicture(320, 160, noise)));
            }
            assertThat(bytes()).isLessThanOrEqualTo(MIB);
        }
        assertThat(bytes()).isGreaterThan(MIB / 2);
        assertThat(KeptReject.in(folder).getFirst().text()).isEqualTo("AB239");
    }

    private long bytes() throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).mapToLong(f -> f.toFile().length()).sum();
        }
    }

    @Test
    void aRestartGoesOnWithWhatIsThereAndTakesASmallerBoundAtOnce() throws IOException {
        var ring = RejectRing.open(settings(10));
        for (int i = 0; i < 10; i++) {
            ring.keep(reject("gate", i));
        }
        RejectRing.open(settings(3)).keep(reject("gate", 10));
        assertThat(KeptReject.in(folder))
                .extracting(KeptReject::text)
                .containsExactly("AB10", "AB9", "AB8");
        assertThat(files()).isEqualTo(6);
    }

    @Test
    void leftoversOfAKillGoInTheirTurnAndForeignFilesStay() throws IOException {
        var camera = Files.createDirectories(folder.resolve("gate"));
        Files.write(camera.resolve("0000000000001-uncertain.jpg"), new byte[10]);
        Files.write(camera.resolve("0000000000001-uncertain.tmp"), new byte[10]);
        Files.writeString(camera.resolve("note.json"), "mine");
        var ring = RejectRing.open(settings(2));
        assertThat(KeptReject.in(folder)).isEmpty();
        ring.keep(reject("gate", 1));
        ring.keep(reject("gate", 2));
        ring.keep(reject("gate", 3));
        assertThat(KeptReject.in(folder))
                .extracting(KeptReject::text)
                .containsExactly("AB3", "AB2");
        assertThat(files()).isEqualTo(5);
        assertThat(camera.resolve("note.json")).exists();
    }

    @Test
    void aWideCropIsKeptSmall() throws IOException {
        RejectRing.open(settings(2))
                .keep(reject("gate", 1, new RgbPicture(900, 300, new byte[3 * 900 * 300])));
        var image = ImageIO.read(KeptReject.in(folder).getFirst().picture().toFile());
        assertThat(image.getWidth()).isEqualTo(320);
        assertThat(image.getHeight()).isEqualTo(107);
    }

    @Test
    void whereNothingWasKeptNothingIsFound() throws IOException {
        assertThat(KeptReject.in(folder.resolve("missing"))).isEmpty();
    }
}
