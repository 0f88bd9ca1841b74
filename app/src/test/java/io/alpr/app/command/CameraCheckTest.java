package io.alpr.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alpr.pilot.source.VideoWriter;
import io.alpr.vision.image.Pictures;
import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.RgbPicture;
import io.alpr.vision.synth.Light;
import io.alpr.vision.synth.PlateStyle;
import io.alpr.vision.synth.SceneFormat;
import io.alpr.vision.synth.SceneSettings;
import io.alpr.vision.synth.SynthScene;
import io.alpr.vision.synth.TrueBox;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command on rendered streets whose plates are known, as files and over RTSP. */
@Tag("real")
final class CameraCheckTest {
    private static final int RATE = 15;
    private static final int SECONDS = 6;

    @TempDir private static Path folder = Path.of("");

    private static SynthScene street = scene(1280, 720);
    private static Path video = Path.of("");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private static SynthScene scene(int width, int height) {
        return new SynthScene(
                new SceneSettings(
                        2,
                        new SceneFormat(width, height, RATE, Duration.ofSeconds(SECONDS)),
                        Light.DAY,
                        4,
                        List.of(PlateStyle.EU, PlateStyle.UK),
                        6));
    }

    @BeforeAll
    static void rendered() throws IOException {
        video = write("street.mp4", street.settings().format(), street::frame);
    }

    private static Path write(String name, SceneFormat size, IntFunction<RgbPicture> frames)
            throws IOException {
        var file = folder.resolve(name);
        var format =
                new VideoWriter.Format(
                        size.width(),
                        size.height(),
                        RATE,
                        4_000_000,
                        Instant.parse("2026-01-01T08:00:00Z"));
        try (var writer = new VideoWriter(file, format)) {
            for (int i = 0; i < size.frames(); i++) {
                writer.add(frames.apply(i));
            }
        }
        return file;
    }

    private int check(String... arguments) {
        var all = new String[arguments.length + 2];
        all[0] = "camera";
        all[1] = "check";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return AlprCommand.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                all);
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out.toString(StandardCharsets.UTF_8));
    }

    private JsonNode finding(String name) throws IOException {
        for (var finding : json().path("findings")) {
            if (finding.path("name").asText().equals(name)) {
                return finding;
            }
        }
        throw new AssertionError("no finding " + name + " in " + json());
    }

    @Test
    void aGoodViewIsMeasuredAsItWasDrawn() throws IOException {
        var png = folder.resolve("seen.png");
        assertThat(check(video.toString(), "--json", "--picture", png.toString()))
                .as(err.toString(StandardCharsets.UTF_8) + out)
                .isEqualTo(ExitCodes.OK);

        assertThat(finding("picture").path("finding").asText()).contains("1280x720", "h264");
        var timing = json().path("figures").path("timing");
        assertThat(timing.path("frames").asInt()).isEqualTo(RATE * SECONDS);
        assertThat(timing.path("rate").asDouble()).isBetween(14.9, 15.1);
        assertThat(timing.path("gaps").asInt()).isZero();
        assertThat(timing.path("drift_share").isNull()).as("a file has no clock").isTrue();
        assertThat(finding("exposure").path("mark").asText()).isEqualTo("ok");

        double truth = trueLargestHeight();
        double found = json().path("figures").path("plates").path("largest").asDouble();
        assertThat(found).isBetween(0.75 * truth, 1.25 * truth);
        assertThat(finding("plate_size").path("mark").asText()).isEqualTo("ok");
        assertThat(finding("reads").path("mark").asText()).isEqualTo("ok");
        var picture = Pictures.read(png);
        assertThat(picture.width()).isEqualTo(1280);
    }

    /** Of each vehicle the largest plate, of those the median. */
    private static double trueLargestHeight() {
        var heights =
                street.passes().stream()
                        .map(pass -> pass.boxes().stream().mapToInt(b -> b.box().height()).max())
                        .map(java.util.OptionalInt::orElseThrow)
                        .sorted()
                        .toList();
        return heights.get((heights.size() - 1) / 2);
    }

    @Test
    void platesThatAreTooSmallAreToldAndTheAdviceSaysByHowMuch() throws IOException {
        var far = new SceneFormat(1280, 720, RATE, Duration.ofSeconds(SECONDS));
        // The same street from further away: a quarter of the size, in the middle of grey.
        var small = write("small.mp4", far, i -> shrunk(street.frame(i), 4));
        check(small.toString(), "--json");
        assertThat(finding("plate_size").path("mark").asText()).isNotEqualTo("ok");
        assertThat(finding("plate_size").path("advice").asText())
                .contains("zoom in or come closer", "at least 20 are wanted");
    }

    @Test
    void platesThatFillThePictureAreBadAndTheAdviceIsToZoomOut() throws IOException {
        var near = street.passes().getFirst().boxes();
        var size = new SceneFormat(1280, 720, RATE, Duration.ofSeconds(near.size() / RATE));
        var large = write("large.mp4", size, i -> closeUp(near.get(i), 0.7));
        assertThat(check(large.toString(), "--json")).isEqualTo(ExitCodes.NO);
        assertThat(finding("plate_size").path("mark").asText()).isEqualTo("bad");
        assertThat(finding("plate_size").path("advice").asText()).contains("zoom out");
    }

    /** The frame around a plate that takes such a share of its width. */
    private static RgbPicture closeUp(TrueBox seen, double share) {
        var frame = street.frame(seen.frame());
        var plate = seen.box();
        double across = plate.width() / share / 2;
        double x = plate.x() + plate.width() / 2.0;
        double y = plate.y() + plate.height() / 2.0;
        var part =
                PixelBox.clipped(
                        x - across,
                        y - across * 9 / 16,
                        x + across,
                        y + across * 9 / 16,
                        frame.width(),
                        frame.height());
        return frame.scaled(part, 1280, 720);
    }

    @Test
    void aBlurredViewIsToldFromASharpOne() throws IOException {
        assertThat(check(video.toString(), "--json")).isZero();
        double sharp = json().path("figures").path("plates").path("sharpness").asDouble();
        out.reset();
        var format = street.settings().format();
        var blurred = write("blurred.mp4", format, i -> smeared(street.frame(i), 9));
        check(blurred.toString(), "--json");
        var sharpness = json().path("figures").path("plates").path("sharpness");
        assertThat(sharpness.isMissingNode() ? 0 : sharpness.asDouble())
                .as("of %s when sharp", sharp)
                .isLessThan(0.8 * sharp);
        assertThat(finding("sharpness").path("mark").asText()).isNotEqualTo("ok");
    }

    @Test
    void withoutPlatesItSaysHowToTest() throws IOException {
        var size = new SceneFormat(640, 360, RATE, Duration.ofSeconds(2));
        var empty = write("empty.mp4", size, _ -> grey(640, 360, 120));
        assertThat(check(empty.toString())).isEqualTo(ExitCodes.OK);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("mind  plates", "none in view", "drive a car through", "--seconds 60");
    }

    @Test
    void aWhitePictureIsTooBright() throws IOException {
        var size = new SceneFormat(1280, 720, RATE, Duration.ofSeconds(2));
        var white = write("white.mp4", size, _ -> grey(1280, 720, 255));
        assertThat(check(white.toString())).isEqualTo(ExitCodes.NO);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("bad   exposure", "shorten the exposure");
    }

    @Test
    void whatCannotBeOpenedEndsWithTwoAndWithoutThePassword() throws IOException {
        assertThat(check(folder.resolve("none.mp4").toString())).isEqualTo(ExitCodes.USAGE);
        assertThat(check("gopher://u:hush@h/s")).isEqualTo(ExitCodes.USAGE);
        int closed;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        assertThat(check("rtsp://u:hush@127.0.0.1:" + closed + "/s")).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("does not exist", "cannot be reached")
                .doesNotContain("hush");
        assertThat(check(video.toString(), "--seconds", "0")).isEqualTo(ExitCodes.USAGE);
        assertThat(AlprCommand.run(System.out, System.err, "camera")).isEqualTo(ExitCodes.USAGE);
    }

    @Test
    void aCameraOverRtspIsMeasuredInItsOwnTime() throws Exception {
        try (var server = RtspVideo.playing(video)) {
            int code = check(server.url(), "--json", "--seconds", "5");
            assertThat(code).as(err + " " + out).isIn(ExitCodes.OK, ExitCodes.NO);
        }
        var timing = json().path("figures").path("timing");
        assertThat(timing.path("rate").asDouble()).isBetween(14.0, 16.0);
        assertThat(Math.abs(timing.path("drift_share").asDouble())).isLessThan(0.1);
        assertThat(timing.path("first_frame_ms").asDouble()).isBetween(1.0, 20_000.0);
        assertThat(json().path("source").asText()).contains(":***@").doesNotContain("hunter2");
        assertThat(Files.exists(video)).isTrue();
    }

    private static RgbPicture grey(int width, int height, int value) {
        var rgb = new byte[3 * width * height];
        Arrays.fill(rgb, (byte) value);
        return new RgbPicture(width, height, rgb);
    }

    private static RgbPicture shrunk(RgbPicture picture, int times) {
        int width = picture.width() / times;
        int height = picture.height() / times;
        var small = picture.scaled(picture.bounds(), width, height);
        var whole = grey(picture.width(), picture.height(), 110).rgb();
        for (int y = 0; y < height; y++) {
            System.arraycopy(
                    small.rgb(),
                    3 * y * width,
                    whole,
                    3 * ((y + height) * picture.width() + width),
                    3 * width);
        }
        return new RgbPicture(picture.width(), picture.height(), whole);
    }

    /** Smeared to the right over so many pixels, as a long exposure does it. */
    private static RgbPicture smeared(RgbPicture picture, int over) {
        var from = picture.rgb();
        var to = new byte[from.length];
        int row = 3 * picture.width();
        for (int i = 0; i < to.length; i++) {
            int sum = 0;
            for (int k = 0; k < over; k++) {
                int column = Math.max(i % row - 3 * k, i % 3);
                sum += from[i - i % row + column] & 255;
            }
            to[i] = (byte) (sum / over);
        }
        return new RgbPicture(picture.width(), picture.height(), to);
    }
}
