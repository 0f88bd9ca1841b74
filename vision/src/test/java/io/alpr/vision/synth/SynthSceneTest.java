package io.alpr.vision.synth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alpr.vision.image.RgbPicture;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SynthSceneTest {
    /** Eight seconds, small pictures of nothing less than what the demo shows. */
    private static final SceneSettings SHORT =
            new SceneSettings(
                    11,
                    SceneFormat.hd(10, Duration.ofSeconds(8)),
                    Light.DAY,
                    4,
                    List.of(PlateStyle.EU, PlateStyle.UK, PlateStyle.BRAZIL),
                    14);

    private static final SynthScene SCENE = new SynthScene(SHORT);

    @Test
    void equalSettingsGiveEqualPixelsInAnyOrder() {
        var other = new SynthScene(SHORT);
        for (int frame : new int[] {55, 0, 30}) {
            assertThat(other.frame(frame).rgb()).isEqualTo(SCENE.frame(frame).rgb());
        }
        assertThat(SCENE.frame(0).rgb()).isEqualTo(other.frame(0).rgb());
        assertThat(other.truth()).isEqualTo(SCENE.truth());
    }

    @Test
    void anotherSeedGivesOtherPlates() {
        var other =
                new SynthScene(
                        new SceneSettings(12, SHORT.format(), Light.DAY, 4, SHORT.styles(), 14));
        assertThat(other.passes())
                .extracting(TruePass::text)
                .doesNotContainAnyElementsOf(texts(SCENE));
    }

    @Test
    void everyVehicleHasAPassInOrderOfSight() {
        var passes = SCENE.passes();
        assertThat(passes).hasSize(4);
        assertThat(passes).isSortedAccordingTo(Comparator.comparing(TruePass::firstSeen));
        for (var pass : passes) {
            assertThat(pass.text()).matches("[A-Z0-9]{6,8}");
            assertThat(pass.firstSeen()).isLessThan(pass.lastSeen());
            assertThat(pass.lastSeen()).isLessThan(SHORT.format().duration());
            assertThat(SHORT.format().timeOf(pass.boxes().getFirst().frame()))
                    .isEqualTo(pass.firstSeen());
            assertThat(pass.boxes()).isSortedAccordingTo(Comparator.comparingInt(TrueBox::frame));
            assertThat(pass.boxes()).allMatch(box -> box.box().height() >= 14);
            assertThat(pass.boxes()).anyMatch(box -> box.box().height() >= 25);
        }
    }

    @Test
    void boxesLieOnPaintedPlates() {
        for (var pass : SCENE.passes()) {
            var largest =
                    pass.boxes().stream()
                            .max(Comparator.comparingLong(box -> box.box().area()))
                            .orElseThrow();
            var frame = SCENE.frame(largest.frame());
            var plate = frame.crop(largest.box());
            int[] luma = luma(plate);
            // White or yellow ground and black characters, each a good part of the box.
            long bright = IntStream.of(luma).filter(value -> value > 160).count();
            long dark = IntStream.of(luma).filter(value -> value < 90).count();
            assertThat((double) bright / luma.length).as(pass.text()).isBetween(0.35, 0.9);
            assertThat((double) dark / luma.length).as(pass.text()).isBetween(0.08, 0.5);
        }
    }

    @Test
    void theTextOfThePassIsWhatIsPainted() {
        var vehicles = Traffic.plan(SHORT);
        var shake = new Shake(SHORT);
        for (var pass : SCENE.passes()) {
            var largest =
                    pass.boxes().stream()
                            .max(Comparator.comparingLong(box -> box.box().area()))
                            .orElseThrow();
            var vehicle = vehicles.get(pass.vehicle() - 1);
            assertThat(PlateStyle.plain(vehicle.plate().painted())).isEqualTo(pass.text());
            double seconds = largest.frame() / SHORT.format().framesPerSecond();
            var quad =
                    shake.cameraAt(largest.frame())
                            .project(vehicle.plateCorners(vehicle.poseAt(seconds)));
            var frame = SCENE.frame(largest.frame());
            boolean front = vehicle.drive().approaching();
            double right = likeness(frame, quad, vehicle.plate(), front);
            var reversed =
                    new Vehicle.PlateText(
                            vehicle.plate().style(),
                            new StringBuilder(vehicle.plate().painted()).reverse().toString());
            assertThat(right).as(pass.text()).isGreaterThan(0.8);
            assertThat(right).isGreaterThan(likeness(frame, quad, reversed, front) + 0.1);
        }
    }

    @Test
    void hiddenPlatesAreNotInTheTruth() {
        var scene = new SynthScene(Scenes.busy());
        var vehicles = Traffic.plan(Scenes.busy());
        assertThat(scene.passes()).hasSize(vehicles.size());
        for (var pass : scene.passes()) {
            for (var other : scene.passes()) {
                if (pass.vehicle() < other.vehicle()) {
                    assertThat(clashes(pass, other)).as("%s %s", pass, other).isZero();
                }
            }
        }
    }

    @Test
    void theDemoHasEightPassesOfMixedRegions() {
        var settings = Scenes.demo();
        var scene = new SynthScene(settings);
        assertThat(scene.passes()).hasSize(8);
        assertThat(scene.passes())
                .extracting(TruePass::region)
                .contains("EU", "US-FL", "US-CA", "GB", "BR");
        assertThat(scene.passes()).allMatch(pass -> pass.boxes().size() >= 10);
        assertThat(settings.format().duration()).isBetween(secs(14), secs(16));
        assertThat(scene.frames()).isEqualTo(225);
        assertThatThrownBy(() -> scene.frame(225))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("Scene has frames 0 to 224, got: 225");
    }

    @Test
    void nightIsDarkerThanDayButThePlatesAreNot() {
        var night = new SynthScene(Scenes.night());
        assertThat(mean(night.frame(60))).isLessThan(0.5 * mean(SCENE.frame(30)));
        var pass = night.passes().getFirst();
        var box = pass.boxes().get(pass.boxes().size() / 2);
        assertThat(mean(night.frame(box.frame()).crop(box.box())))
                .isGreaterThan(2 * mean(night.frame(box.frame())));
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> SceneFormat.hd(0.5, secs(5)))
                .hasMessageContaining("framesPerSecond must be 1 to 60, got: 0.5");
        assertThatThrownBy(() -> new SceneFormat(100, 100, 15, secs(5)))
                .hasMessageContaining("got: 100x100");
        assertThatThrownBy(() -> SceneFormat.hd(15, Duration.ZERO))
                .hasMessageContaining("got: PT0S");
        assertThatThrownBy(
                        () ->
                                new SceneSettings(
                                        1, SceneFormat.hd(15, secs(5)), Light.DAY, 1, List.of(), 9))
                .hasMessageContaining("at least one plate style");
    }

    @Test
    void everyCharacterCanBePaintedAndOthersAreRefused() {
        var line = StrokeAlphabet.line("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-", 10, 0.14, 0.1);
        assertThat(line.getBounds2D().getHeight()).isBetween(9.9, 10.6);
        assertThatThrownBy(() -> StrokeAlphabet.line("Ä", 10, 0.14, 0.1))
                .hasMessageContaining("got: 'Ä'");
    }

    /** Correlation of the picture with the flat art, looked up point by point through the map. */
    private static double likeness(
            RgbPicture frame, List<Point2> quad, Vehicle.PlateText plate, boolean front) {
        var art = PlateArt.paint(plate, front);
        var texture = new Texture(art);
        var map = Homography.onto(quad);
        int level = texture.levelFor(art.getWidth() / (quad.get(1).x() - quad.get(0).x()));
        int[] luma = luma(frame);
        double n = 0;
        double a = 0;
        double b = 0;
        double aa = 0;
        double bb = 0;
        double ab = 0;
        for (int i = 0; i < luma.length; i++) {
            double x = i % frame.width() + 0.5;
            int row = i / frame.width();
            double u = map.u(x, row + 0.5);
            double v = map.v(x, row + 0.5);
            if (u > 0.1 && u < 0.95 && v > 0.15 && v < 0.85) {
                var rgb = new float[3];
                texture.addTo(rgb, level, u, v);
                double painted = 0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2];
                n++;
                a += painted;
                b += luma[i];
                aa += painted * painted;
                bb += (double) luma[i] * luma[i];
                ab += painted * luma[i];
            }
        }
        return (ab / n - a / n * b / n)
                / Math.sqrt((aa / n - a / n * a / n) * (bb / n - b / n * b / n));
    }

    /** Frames in which both plates are said to be seen although their boxes overlap. */
    private static long clashes(TruePass pass, TruePass other) {
        return pass.boxes().stream()
                .flatMap(
                        box ->
                                other.boxes().stream()
                                        .filter(
                                                b ->
                                                        b.frame() == box.frame()
                                                                && b.box().iou(box.box()) > 0))
                .count();
    }

    private static List<String> texts(SynthScene scene) {
        return scene.passes().stream().map(TruePass::text).toList();
    }

    private static double mean(RgbPicture picture) {
        return IntStream.of(luma(picture)).average().orElseThrow();
    }

    private static int[] luma(RgbPicture picture) {
        byte[] rgb = picture.rgb();
        return IntStream.range(0, rgb.length / 3)
                .map(
                        i ->
                                (299 * (rgb[3 * i] & 255)
                                                + 587 * (rgb[3 * i + 1] & 255)
                                                + 114 * (rgb[3 * i + 2] & 255))
                                        / 1000)
                .toArray();
    }

    private static Duration secs(int seconds) {
        return Duration.ofSeconds(seconds);
    }
}
