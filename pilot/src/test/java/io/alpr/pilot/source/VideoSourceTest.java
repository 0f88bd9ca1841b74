package io.alpr.pilot.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.alpr.pilot.BarStreet;
import io.alpr.pilot.Videos;
import io.alpr.pilot.source.SourceItem.End;
import io.alpr.pilot.source.SourceItem.Ending;
import io.alpr.pilot.source.SourceItem.Frame;
import io.alpr.vision.image.YuvPicture;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VideoSourceTest {
    private static final BarStreet STREET =
            new BarStreet(new BarStreet.Car(1234, 0, 100, 50, 50, 4, 2));
    private static final int FRAMES = 20;

    @TempDir Path folder;

    @Test
    void aFileTellsWhatItIsAndGivesEveryFrameInItsTime() throws Exception {
        var file = Videos.write(folder.resolve("a.mp4"), STREET, FRAMES);
        try (var source = open(file, 1000)) {
            assertThat(source.info())
                    .isEqualTo(
                            new SourceInfo(
                                    Videos.START,
                                    SourceInfo.StartOrigin.CREATION_TIME,
                                    Videos.RATE,
                                    BarStreet.WIDTH,
                                    BarStreet.HEIGHT,
                                    "h264"));
            var frames = frames(source);
            assertThat(frames).hasSize(FRAMES);
            for (int i = 0; i < FRAMES; i++) {
                assertThat(frames.get(i).number()).isEqualTo(i);
                assertThat(frames.get(i).pts()).isEqualTo(Duration.ofMillis(100L * i));
                assertThat(frames.get(i).instant()).isEqualTo(Videos.START.plusMillis(100L * i));
            }
            assertThat(source.next()).isEqualTo(new End(Ending.FINISHED, "end of file"));
        }
    }

    @Test
    void theBudgetPassesOverFramesAndTheirNumbersTell() throws Exception {
        var file = Videos.write(folder.resolve("a.mp4"), STREET, FRAMES);
        try (var source = open(file, 5)) {
            assertThat(frames(source))
                    .extracting(Frame::number)
                    .containsExactly(0L, 2L, 4L, 6L, 8L, 10L, 12L, 14L, 16L, 18L);
        }
    }

    @Test
    void thePixelsAreThoseThatWereWritten() throws Exception {
        var file = Videos.write(folder.resolve("a.mp4"), STREET, 2);
        try (var source = open(file, 1000)) {
            var picture = frames(source).getFirst().picture();
            assertSameLuma(picture, 3);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "mp4, libx265 -x265-params log-level=none, yuv420p, hevc",
        "mkv, libx264, yuv420p, h264",
        "mkv, libx264, yuv422p, h264",
        "mkv, libx264, yuv420p10le, h264",
        "avi, mjpeg, yuvj420p, mjpeg",
        "avi, mjpeg, yuvj422p, mjpeg",
        "mkv, ffv1, bgr0, ffv1",
        "ts, mpeg2video, yuv420p, mpeg2video"
    })
    void otherCodecsAndPixelFormatsGiveTheSamePicture(
            String container, String encoder, String pixels, String codec) throws Exception {
        var file = folder.resolve("b." + container);
        transcode(file, "-q:v 2 -pix_fmt %s -c:v %s".formatted(pixels, encoder));
        try (var source = open(file, 1000)) {
            assertThat(source.info().codec()).isEqualTo(codec);
            var frames = frames(source);
            assertThat(frames).hasSize(FRAMES);
            assertSameLuma(frames.getFirst().picture(), 6);
        }
    }

    @Test
    void rowsThatTheDecoderPaddedAreCutToTheirWidth() throws Exception {
        var file = folder.resolve("odd.mkv");
        transcode(file, "-vf crop=621:335:0:0 -c:v ffv1 -pix_fmt yuv420p");
        try (var source = open(file, 1000)) {
            var picture = frames(source).getFirst().picture();
            assertThat(picture.width()).isEqualTo(621);
            assertThat(picture.height()).isEqualTo(335);
            assertThat(luma(picture, 600, 300)).isCloseTo(luma(road(), 600, 300), within(4));
            assertThat(luma(picture, 54, 60)).isCloseTo(luma(road(), 54, 60), within(6));
        }
    }

    @Test
    void aCameraHeldSidewaysIsTurnedUpright() throws Exception {
        var plain = folder.resolve("plain.mp4");
        transcode(plain, "-vf transpose=cclock -c:v libx264");
        var turned = folder.resolve("turned.mp4");
        ffmpeg("-i %s -c copy -metadata:s:v:0 rotate=90".formatted(plain), turned);
        try (var source = open(turned, 1000)) {
            assertThat(source.info().width()).isEqualTo(BarStreet.WIDTH);
            var oracle = folder.resolve("oracle.mkv");
            ffmpeg("-i %s -c:v ffv1".formatted(turned), oracle);
            try (var upright = open(oracle, 1000)) {
                var expected = frames(upright).getFirst().picture();
                assertThat(frames(source).getFirst().picture().y()).isEqualTo(expected.y());
            }
        }
    }

    @Test
    void aTextFileCalledVideoIsRefusedInOneLine() throws Exception {
        var file = Files.writeString(folder.resolve("notes.mp4"), "not a video\n".repeat(500));
        assertRefused(file, "is not a video");
    }

    @Test
    void aPlaylistCalledVideoOpensNothingElse() throws Exception {
        var video = Videos.write(folder.resolve("a.mp4"), STREET, 2);
        var file =
                Files.writeString(
                        folder.resolve("list.mp4"),
                        "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n" + video + "\n");
        assertRefused(file, "is not a video");
    }

    @Test
    void aFileCutOffBeforeItsIndexIsRefusedInOneLine() throws Exception {
        var whole = Videos.write(folder.resolve("a.mp4"), STREET, FRAMES);
        var bytes = Files.readAllBytes(whole);
        var file = Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(bytes, bytes.length / 2));
        assertRefused(file, "breaks off");
    }

    @Test
    void aFileCutOffAfterItsIndexGivesWhatThereIsAndSaysThatItBreaksOff() throws Exception {
        var whole = folder.resolve("fast.mp4");
        transcode(whole, "-movflags +faststart -c:v libx264 -b:v 4M");
        var bytes = Files.readAllBytes(whole);
        var file =
                Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(bytes, bytes.length * 9 / 10));
        try (var source = open(file, 1000)) {
            int frames = 0;
            var item = source.next();
            while (!(item instanceof End)) {
                frames += item instanceof Frame ? 1 : 0;
                item = source.next();
            }
            assertThat(frames).isBetween(1, FRAMES - 1);
            assertThat(((End) item).ending()).isEqualTo(Ending.BROKEN_OFF);
        }
    }

    @Test
    void aMissingFileIsNamed() {
        assertRefused(folder.resolve("nothing.mp4"), "does not exist");
    }

    @Test
    void aCameraThatIsNotThereIsNamedWithoutItsPassword() throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var address = new SourceAddress("rtsp://admin:hunter2@127.0.0.1:%d/x".formatted(port));
        assertThatThrownBy(() -> VideoSource.open(address, SourceOptions.of(5)))
                .isInstanceOf(SourceFailure.class)
                .hasMessageContaining("Connection refused")
                .hasMessageContaining("admin:***@127.0.0.1")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aCameraThatAcceptsAndThenSaysNothingIsGivenUp() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var address =
                    new SourceAddress("rtsp://127.0.0.1:%d/x".formatted(silent.getLocalPort()));
            var options =
                    new SourceOptions(
                            SourceStart.FROM_FILE,
                            5,
                            Duration.ofSeconds(1),
                            1,
                            SourceOptions.Hardware.OFF,
                            Map.of());
            long started = System.nanoTime();
            assertThatThrownBy(() -> VideoSource.open(address, options))
                    .isInstanceOf(SourceFailure.class)
                    .hasMessageContaining("cannot be reached");
            assertThat(Duration.ofNanos(System.nanoTime() - started))
                    .isLessThan(Duration.ofSeconds(4));
        }
    }

    @Test
    void anOptionThatFfmpegDoesNotKnowIsNamed() throws Exception {
        var file = Videos.write(folder.resolve("a.mp4"), STREET, 2);
        var options =
                new SourceOptions(
                        SourceStart.FROM_FILE,
                        5,
                        Duration.ofSeconds(5),
                        1,
                        SourceOptions.Hardware.OFF,
                        Map.of("no_such_option", "1"));
        assertThatThrownBy(() -> VideoSource.open(new SourceAddress(file.toString()), options))
                .isInstanceOf(SourceFailure.class)
                .hasMessageContaining("no_such_option");
    }

    @Test
    void aClosedSourceEndsAndMayBeClosedAgain() throws Exception {
        var source = open(Videos.write(folder.resolve("a.mp4"), STREET, 2), 1000);
        source.close();
        source.close();
        assertThat(source.next()).isEqualTo(new End(Ending.CLOSED, "closed"));
    }

    private void assertRefused(Path file, String reason) {
        assertThatThrownBy(() -> open(file, 5).close())
                .isInstanceOf(SourceFailure.class)
                .hasMessageContaining(reason)
                .hasMessageContaining(file.toString())
                .message()
                .doesNotContain("\n");
    }

    private static VideoSource open(Path file, double rate) throws SourceFailure {
        return VideoSource.open(new SourceAddress(file.toString()), SourceOptions.of(rate));
    }

    private static List<Frame> frames(FrameSource source) {
        var frames = new ArrayList<Frame>();
        while (source.next() instanceof Frame frame) {
            frames.add(frame);
        }
        return frames;
    }

    private static YuvPicture road() {
        var rgb = STREET.frame(0);
        var y = new byte[rgb.width() * rgb.height()];
        for (int i = 0; i < y.length; i++) {
            // Grey in limited range: 16 to 235.
            y[i] = (byte) Math.round(16 + (rgb.rgb()[3 * i] & 255) * 219 / 255.0);
        }
        int chroma = (rgb.width() + 1) / 2 * ((rgb.height() + 1) / 2);
        return new YuvPicture(
                rgb.width(),
                rgb.height(),
                y,
                new byte[chroma],
                new byte[chroma],
                YuvPicture.Matrix.BT601);
    }

    private static void assertSameLuma(YuvPicture picture, int tolerance) {
        var road = road();
        assertThat(picture.width()).isEqualTo(road.width());
        assertThat(picture.height()).isEqualTo(road.height());
        boolean full = picture.matrix() == YuvPicture.Matrix.JPEG;
        for (int[] at :
                new int[][] {{10, 10}, {54, 60}, {62, 60}, {78, 66}, {141, 60}, {600, 350}}) {
            int seen = luma(picture, at[0], at[1]);
            double limited = full ? 16 + seen * 219 / 255.0 : seen;
            assertThat(limited)
                    .as("luma at %d,%d", at[0], at[1])
                    .isCloseTo(luma(road, at[0], at[1]), within((double) tolerance));
        }
    }

    private static int luma(YuvPicture picture, int x, int y) {
        return picture.y()[y * picture.width() + x] & 255;
    }

    private void transcode(Path target, String arguments) throws Exception {
        var raw = folder.resolve("raw.rgb");
        try (var out = Files.newOutputStream(raw)) {
            for (int i = 0; i < FRAMES; i++) {
                out.write(STREET.frame(i).rgb());
            }
        }
        ffmpeg(
                "-f rawvideo -pix_fmt rgb24 -s %dx%d -r %d -i %s %s"
                        .formatted(BarStreet.WIDTH, BarStreet.HEIGHT, Videos.RATE, raw, arguments),
                target);
    }

    @Test
    void interlacedFramesAreMadeWhole() throws Exception {
        var interlaced = folder.resolve("interlaced.mpg");
        transcode(
                interlaced,
                "-vf tinterlace=interleave_top,setfield=tff -c:v mpeg2video -r 25 -flags +ildct+ilme -q:v 2");
        // The same frames, said to be whole: their fields stay woven.
        var woven = folder.resolve("woven.mkv");
        ffmpeg("-i %s -vf setfield=prog -c:v ffv1".formatted(interlaced), woven);
        var progressive = folder.resolve("progressive.mkv");
        transcode(progressive, "-c:v ffv1");
        try (var source = open(interlaced, 1000);
                var oracle = open(woven, 1000);
                var plain = open(progressive, 1000)) {
            var made = frames(source);
            var left = frames(oracle);
            assertThat(made).hasSameSizeAs(left);
            for (int i = 1; i < made.size(); i++) {
                assertThat(made.get(i).pts()).isGreaterThan(made.get(i - 1).pts());
            }
            double whole = combed(frames(plain));
            double before = combed(left) - whole;
            assertThat(before).isGreaterThan(100);
            assertThat(combed(made) - whole).isLessThan(before / 2);
        }
    }

    /** A frame's mean. */
    private static double combed(List<Frame> frames) {
        return frames.stream().mapToLong(VideoSourceTest::combed).average().orElseThrow();
    }

    /**
     * Pixels that are darker, or lighter, than those above and below by a sixth of all there is.
     */
    private static long combed(Frame frame) {
        var picture = frame.picture();
        int width = picture.width();
        long count = 0;
        for (int i = width; i < width * (picture.height() - 1); i++) {
            int above = Byte.toUnsignedInt(picture.y()[i - width]);
            int here = Byte.toUnsignedInt(picture.y()[i]);
            int below = Byte.toUnsignedInt(picture.y()[i + width]);
            boolean darker = here < Math.min(above, below) - 40;
            boolean lighter = here > Math.max(above, below) + 40;
            count += darker || lighter ? 1 : 0;
        }
        return count;
    }

    private static void ffmpeg(String arguments, Path target) throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/ffmpeg")),
                "SKIPPED: needs /usr/bin/ffmpeg, install it with: apt-get install ffmpeg");
        var command = new ArrayList<>(List.of("/usr/bin/ffmpeg", "-v", "error", "-y"));
        command.addAll(List.of(arguments.split(" ")));
        command.add(target.toString());
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }
}
