package io.alpr.app.bench;

import io.alpr.vision.image.RgbPicture;
import io.alpr.vision.synth.Light;
import io.alpr.vision.synth.PlateStyle;
import io.alpr.vision.synth.SceneFormat;
import io.alpr.vision.synth.SceneSettings;
import io.alpr.vision.synth.SynthScene;
import io.alpr.vision.synth.TruePass;
import java.time.Duration;
import java.util.List;

/** A rendered street by day in full high definition at 30 frames a second. */
final class TrafficFootage implements Footage {
    private static final long SEED = 11;

    /** Rows that a plate must reach for its pass to count. */
    private static final int PLATE_HEIGHT_MIN = 20;

    /** A vehicle every so many seconds, about as many as two lanes of a town's street carry. */
    private static final double EVERY_SECONDS = 1.6;

    private final SynthScene scene;

    /**
     * @param seconds length, 2 to 300
     */
    TrafficFootage(int seconds) {
        var format = new SceneFormat(1920, 1080, 30, Duration.ofSeconds(seconds));
        int vehicles = (int) Math.round(seconds / EVERY_SECONDS);
        var styles = List.of(PlateStyle.values());
        this.scene =
                new SynthScene(
                        new SceneSettings(
                                SEED, format, Light.DAY, vehicles, styles, PLATE_HEIGHT_MIN));
    }

    @Override
    public String name() {
        return "traffic-" + scene.settings().format().duration().toSeconds() + "s";
    }

    @Override
    public int width() {
        return scene.settings().format().width();
    }

    @Override
    public int height() {
        return scene.settings().format().height();
    }

    @Override
    public double framesPerSecond() {
        return scene.settings().format().framesPerSecond();
    }

    @Override
    public int frames() {
        return scene.frames();
    }

    @Override
    public RgbPicture frame(int index) {
        return scene.frame(index);
    }

    @Override
    public List<String> passes() {
        return scene.passes().stream().map(TruePass::text).toList();
    }
}
