package io.alpr.app.faults;

import io.alpr.pilot.source.VideoWriter;
import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.RgbPicture;
import io.alpr.vision.synth.Light;
import io.alpr.vision.synth.PlateStyle;
import io.alpr.vision.synth.SceneFormat;
import io.alpr.vision.synth.SceneSettings;
import io.alpr.vision.synth.SynthScene;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A rendered street with known plates, in slow motion. In the middle all traffic stands still for a
 * while, so that whatever dies then dies in the middle of somebody's pass.
 *
 * @param still the street before the first vehicle, out of focus, two seconds
 * @param whole the film
 * @param parts the film again: before and after {@link #TURN}, the second part smaller
 * @param crossings of all vehicles, in times of the film
 */
record Film(Path still, Path whole, List<Path> parts, List<Crossing> crossings) {
    /** When its first frame was taken, as the file says. */
    static final Instant START = Instant.parse("2026-03-04T05:06:07Z");

    private static final int RATE = 8;
    private static final int SCENE_RATE = 12;

    /** Two plates are near and large in this frame of the scene, and none yet in its first. */
    private static final int STOP_FRAME = 76;

    private static final int STAND_FRAMES = 14 * RATE;
    private static final int TURN_FRAME = STOP_FRAME + 2 * RATE;

    /** The traffic stops. */
    static final Duration STOP = time(STOP_FRAME);

    /** The second part begins, while the traffic stands. */
    static final Duration TURN = STOP.plusSeconds(2);

    /** All is over, and a little more. */
    static final Duration END = time(16 * SCENE_RATE).plusSeconds(1);

    /** Rows at the top that the second part lacks. */
    private static final int SKY = 48;

    /** Columns and rows that become one. */
    private static final int BLUR = 10;

    /** From fewer rows nothing is read, so of such a plate nothing is known either. */
    private static final int ROWS_MIN = 7;

    private static final SceneSettings SCENE =
            new SceneSettings(
                    7,
                    SceneFormat.hd(SCENE_RATE, Duration.ofSeconds(16)),
                    Light.DAY,
                    8,
                    List.of(PlateStyle.EU, PlateStyle.UK, PlateStyle.BRAZIL, PlateStyle.US_FLORIDA),
                    ROWS_MIN);

    /** Renders it. */
    static Film in(Path folder) throws IOException {
        var scene = new SynthScene(SCENE);
        var film =
                new Film(
                        folder.resolve("still.mp4"),
                        folder.resolve("film.mp4"),
                        List.of(folder.resolve("first.mp4"), folder.resolve("second.mp4")),
                        scene.passes().stream()
                                .map(
                                        pass ->
                                                new Crossing(
                                                        pass.text(),
                                                        time(pass.boxes().getFirst().frame()),
                                                        time(pass.boxes().getLast().frame())))
                                .toList());
        film.write(scene);
        return film;
    }

    /** A street in which it will play. */
    Street shownTo(StreetCamera... cameras) throws IOException {
        return Street.in(still, List.of(whole), List.of(cameras));
    }

    /** The same in two parts, the second one smaller. */
    Street shownInPartsTo(StreetCamera camera) throws IOException {
        return Street.in(still, parts, List.of(camera));
    }

    private void write(SynthScene scene) throws IOException {
        try (var stillness = writer(still, 0);
                var all = writer(whole, 0);
                var first = writer(parts.getFirst(), 0);
                var second = writer(parts.getLast(), SKY)) {
            for (int i = 0; i < 2 * RATE; i++) {
                stillness.add(blurred(scene.frame(0)));
            }
            for (int i = 0; i < scene.frames(); i++) {
                var picture = scene.frame(i);
                for (int shown = 0; shown < (i == STOP_FRAME ? STAND_FRAMES : 1); shown++) {
                    all.add(picture);
                    if (i < STOP_FRAME || (i == STOP_FRAME && shown < TURN_FRAME - STOP_FRAME)) {
                        first.add(picture);
                    } else {
                        second.add(smaller(picture));
                    }
                }
            }
        }
    }

    /** So that nobody reads what is far away and stands there before and after the film. */
    private static RgbPicture blurred(RgbPicture picture) {
        int width = picture.width();
        int height = picture.height();
        var small = picture.scaled(picture.bounds(), width / BLUR, height / BLUR);
        return small.scaled(small.bounds(), width, height);
    }

    /** Without some sky. */
    private static RgbPicture smaller(RgbPicture picture) {
        return picture.crop(new PixelBox(0, SKY, picture.width(), SCENE.format().height() - SKY));
    }

    private static VideoWriter writer(Path file, int sky) throws IOException {
        var format = SCENE.format();
        return new VideoWriter(
                file,
                new VideoWriter.Format(
                        format.width(), format.height() - sky, RATE, 2_500_000, START));
    }

    /** When a frame of the scene is first shown. */
    private static Duration time(int frame) {
        int shown = frame <= STOP_FRAME ? frame : frame + STAND_FRAMES - 1;
        return Duration.ofMillis(1000L * shown / RATE);
    }
}
