package io.alpr.pilot.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alpr.pilot.BarStreet;
import io.alpr.pilot.source.SourceItem.End;
import io.alpr.pilot.source.SourceItem.Ending;
import io.alpr.pilot.source.SourceItem.Frame;
import io.alpr.pilot.source.SourceItem.Gap;
import io.alpr.pilot.source.SourceItem.Lull;
import io.alpr.vision.image.Jpeg;
import io.alpr.vision.image.Pictures;
import io.alpr.vision.image.PixelBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A folder that pictures are put into while it is watched. */
@Timeout(60)
class FolderSourceTest {
    private static final FolderSource.Pace PACE =
            new FolderSource.Pace(
                    Duration.ofMillis(300), Duration.ofMillis(1200), Duration.ofSeconds(4));
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final BarStreet STREET =
            new BarStreet(new BarStreet.Car(1234, 0, 100, 50, 50, 4, 2));
    private static final byte[] PICTURE = Jpeg.encode(STREET.frame(0), 0.9);

    @TempDir Path folder;

    @Test
    void picturesAreReadInTheOrderOfTheirTimesOnceEach() throws Exception {
        put("b.jpg", PICTURE, NOON);
        put("a.jpg", PICTURE, NOON.plusSeconds(1));
        put("day/c.JPEG", PICTURE, NOON.plusSeconds(2));
        try (var source = watch()) {
            assertThat(source.info().startOrigin()).isEqualTo(SourceInfo.StartOrigin.EACH_PICTURE);
            var first = (Frame) source.next();
            var second = (Frame) source.next();
            var third = (Frame) source.next();
            assertThat(List.of(first, second, third))
                    .extracting(Frame::instant)
                    .containsExactly(NOON, NOON.plusSeconds(1), NOON.plusSeconds(2));
            assertThat(second.pts().minus(first.pts())).hasSeconds(1);
            assertThat(first.picture().width()).isEqualTo(BarStreet.WIDTH);
            assertThat(source.next()).isInstanceOf(Lull.class);

            put("d.jpg", PICTURE, NOON.plusSeconds(60));
            assertThat(((Frame) source.next()).instant()).isEqualTo(NOON.plusSeconds(60));
        }
    }

    @Test
    void picturesMinutesApartAreScenesOfTheirOwn() throws Exception {
        put("a.jpg", PICTURE, NOON);
        put("b.jpg", PICTURE, NOON.plusSeconds(120));
        put("c.jpg", PICTURE, NOON.plusSeconds(121));
        try (var source = watch()) {
            assertThat(items(source, 4))
                    .hasExactlyElementsOfTypes(Frame.class, Lull.class, Frame.class, Frame.class);
        }
    }

    @Test
    void aLatePictureOfAnEarlierTimeIsASceneOfItsOwnToo() throws Exception {
        put("a.jpg", PICTURE, NOON);
        try (var source = watch()) {
            assertThat(source.next()).isInstanceOf(Frame.class);
            put("b.jpg", PICTURE, NOON.minusSeconds(60));
            assertThat(source.next()).isInstanceOf(Lull.class);
            assertThat(((Frame) source.next()).instant()).isEqualTo(NOON.minusSeconds(60));
        }
    }

    @Test
    void picturesOfTheSameSecondStayInTheOrderOfTheirNames() throws Exception {
        put("2.jpg", PICTURE, NOON);
        put("1.jpg", PICTURE, NOON);
        try (var source = watch()) {
            var first = (Frame) source.next();
            var second = (Frame) source.next();
            assertThat(second.pts()).isGreaterThan(first.pts());
            assertThat(second.instant()).isBetween(NOON, NOON.plusMillis(10));
        }
    }

    @Test
    void aPictureThatIsStillGrowingIsReadWhenItIsWhole() throws Exception {
        try (var source = watch()) {
            var file = folder.resolve("slow.jpg");
            var writer =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        for (int i = 0; i < 8; i++) {
                                            append(file, i, 8);
                                            pause(150);
                                        }
                                    });
            assertShowsTheRoad((Frame) source.next());
            writer.join();
        }
    }

    @Test
    void anUploadThatPausesIsReadWhenItIsWhole() throws Exception {
        try (var source = watch()) {
            var file = folder.resolve("stalled.jpg");
            append(file, 0, 2);
            var writer =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        pause(2000);
                                        append(file, 1, 2);
                                    });
            assertShowsTheRoad((Frame) source.next());
            writer.join();
        }
    }

    @Test
    void aPictureThatIsRenamedIntoPlaceIsReadUnderItsLastNameAlone() throws Exception {
        try (var source = watch()) {
            put(".upload.jpg", PICTURE, NOON);
            put("upload.jpg.part", PICTURE, NOON);
            pause(1000);
            Files.move(folder.resolve("upload.jpg.part"), folder.resolve("upload.jpg"));
            assertThat(source.next()).isInstanceOf(Frame.class);
            assertThat(source.next()).isInstanceOf(Lull.class);
        }
    }

    @Test
    void aPictureThatIsReplacedIsReadAgain() throws Exception {
        put("snapshot.jpg", PICTURE, NOON);
        try (var source = watch()) {
            assertThat(((Frame) source.next()).instant()).isEqualTo(NOON);
            put("snapshot.jpg", PICTURE, NOON.plusSeconds(600));
            assertThat(source.next()).isInstanceOf(Lull.class);
            assertThat(((Frame) source.next()).instant()).isEqualTo(NOON.plusSeconds(600));
        }
    }

    @Test
    void aPictureThatCannotBeDecodedIsAGapWithItsName() throws Exception {
        put("cut.jpg", Arrays.copyOf(PICTURE, PICTURE.length / 2), NOON);
        put("page.jpg", "<html>".getBytes(java.nio.charset.StandardCharsets.UTF_8), NOON);
        put("good.jpg", PICTURE, NOON.plusSeconds(1));
        try (var source = watch()) {
            var items = new ArrayList<SourceItem>();
            while (items.stream().filter(Gap.class::isInstance).count() < 2) {
                items.add(source.next());
            }
            assertThat(items).filteredOn(Frame.class::isInstance).hasSize(1);
            assertThat(items)
                    .filteredOn(Gap.class::isInstance)
                    .extracting(item -> ((Gap) item).reason())
                    .satisfiesExactlyInAnyOrder(
                            reason -> assertThat(reason).contains("cut.jpg", "cut off"),
                            reason -> assertThat(reason).contains("page.jpg", "neither JPEG"));
        }
    }

    @Test
    void thePicturesOwnTimeGoesBeforeTheFiles() throws Exception {
        var taken = ExifPictures.with(PICTURE, "2026:03:04 05:06:07", "+02:00", 1);
        put("a.jpg", taken, NOON);
        put("b.jpg", ExifPictures.with(PICTURE, "1970:01:01 00:00:00", "+00:00", 1), NOON);
        try (var source = watch()) {
            assertThat(((Frame) source.next()).instant())
                    .isEqualTo(Instant.parse("2026-03-04T03:06:07Z"));
            assertThat(source.next()).isInstanceOf(Lull.class);
            assertThat(((Frame) source.next()).instant()).isEqualTo(NOON);
        }
    }

    @Test
    void aPictureThatWasTakenSidewaysIsTurnedUpright() throws Exception {
        put("a.jpg", ExifPictures.with(PICTURE, "2026:03:04 05:06:07", "+00:00", 6), NOON);
        try (var source = watch()) {
            var picture = ((Frame) source.next()).picture();
            assertThat(picture.width()).isEqualTo(BarStreet.HEIGHT);
            assertThat(picture.height()).isEqualTo(BarStreet.WIDTH);
        }
    }

    @Test
    void aPngIsAPicture() throws Exception {
        var file = folder.resolve("a.png");
        ImageIO.write(Pictures.toImage(STREET.frame(0)), "png", file.toFile());
        try (var source = watch()) {
            assertShowsTheRoad((Frame) source.next());
        }
    }

    @Test
    void aRestartReadsOnlyWhatIsNew() throws Exception {
        put("a.jpg", PICTURE, NOON);
        try (var source = watch()) {
            assertThat(source.next()).isInstanceOf(Frame.class);
            assertThat(source.next()).isInstanceOf(Lull.class);
            closeLater(source, 1500);
            assertThat(source.next()).isEqualTo(new End(Ending.CLOSED, "closed"));
        }
        put("b.jpg", PICTURE, NOON.plusSeconds(300));
        try (var source = watch()) {
            assertThat(((Frame) source.next()).instant()).isEqualTo(NOON.plusSeconds(300));
        }
    }

    @Test
    void aPictureThatNobodyFinishedWithIsReadAgainAsTheSameFrame() throws Exception {
        put("a.jpg", PICTURE, NOON);
        Frame before;
        try (var source = watch()) {
            before = (Frame) source.next();
        }
        try (var source = watch()) {
            var again = (Frame) source.next();
            assertThat(again.pts()).isEqualTo(before.pts());
            assertThat(again.instant()).isEqualTo(before.instant());
        }
    }

    @Test
    void aFolderIsWatchedByOneCameraAlone() throws Exception {
        try (var _ = watch()) {
            assertThatThrownBy(this::watch)
                    .isInstanceOf(SourceFailure.class)
                    .hasMessageContaining("another camera")
                    .hasMessageContaining(folder.toString());
        }
        watch().close();
    }

    @Test
    void aFolderThatIsNotThereOrNoFolderIsNamed() throws Exception {
        var file = Files.writeString(folder.resolve("a.txt"), "a");
        assertThatThrownBy(() -> open("folder:" + file)).hasMessageContaining("this is a file");
        assertThatThrownBy(() -> open("folder:" + folder.resolve("gone")))
                .hasMessageContaining("does not exist");
    }

    @Test
    void aFolderThatGoesAwayBreaksOff() throws Exception {
        var mount = Files.createDirectory(folder.resolve("mount"));
        try (var source = open("folder:" + mount)) {
            Files.delete(mount.resolve(ReadPictures.NAME));
            Files.delete(mount);
            assertThat(source.next())
                    .isInstanceOfSatisfying(
                            End.class,
                            end -> assertThat(end.ending()).isEqualTo(Ending.BROKEN_OFF));
        }
    }

    private void put(String name, byte[] bytes, Instant modified) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        // Whole at once, as an upload that is renamed at its end.
        var aside = Files.write(Files.createTempFile("upload", ".tmp"), bytes);
        Files.setLastModifiedTime(aside, FileTime.from(modified));
        Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void append(Path file, int part, int parts) {
        int from = PICTURE.length * part / parts;
        int to = PICTURE.length * (part + 1) / parts;
        try {
            Files.write(
                    file,
                    Arrays.copyOfRange(PICTURE, from, to),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void closeLater(FrameSource source, long afterMs) {
        Thread.ofPlatform()
                .start(
                        () -> {
                            pause(afterMs);
                            source.close();
                        });
    }

    private static void pause(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<SourceItem> items(FrameSource source, int count) {
        var items = new ArrayList<SourceItem>();
        for (int i = 0; i < count; i++) {
            items.add(source.next());
        }
        return items;
    }

    /** The last rows of the picture are there too. */
    private static void assertShowsTheRoad(Frame frame) {
        for (var at : List.of(new PixelBox(70, 62, 1, 1), new PixelBox(600, 355, 1, 1))) {
            int seen = frame.picture().crop(at).rgb()[0] & 255;
            int expected = STREET.frame(0).crop(at).rgb()[0] & 255;
            assertThat(seen).isBetween(expected - 12, expected + 12);
        }
    }

    private FrameSource watch() throws SourceFailure {
        return open("folder:" + folder);
    }

    private static FrameSource open(String source) throws SourceFailure {
        return FolderSource.open((SourceKind.Folder) new SourceAddress(source).kind(), PACE);
    }
}
