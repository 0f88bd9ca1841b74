package io.alpr.app.bench;

import io.alpr.vision.image.RgbPicture;
import io.alpr.vision.synth.Light;
import io.alpr.vision.synth.PlateStyle;
import io.alpr.vision.synth.SceneFormat;
import io.alpr.vision.synth.SceneSettings;
import io.alpr.vision.synth.SynthScene;
import io.alpr.vision.synth.TruePass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A rendered street with known plates. */
final class TrafficFootage implements Footage {
    private final String name;
    private final SynthScene scene;
    private final int kilobits;

    /**
     * @param name see {@link Footage#name}
     * @param kilobits see {@link Footage#kilobits}
     */
    TrafficFootage(String name, SceneSettings settings, int kilobits) {
        this.name = name;
        this.kilobits = kilobits;
        this.scene = new SynthScene(settings);
    }

    /** The same with the usual rate. */
    TrafficFootage(String name, SceneSettings settings) {
        this(name, settings, USUAL_KILOBITS);
    }

    /**
     * A street by day in full high definition at 30 frames a second, a vehicle every 1.6 seconds.
     *
     * @param seconds length, 2 to 300
     */
    static TrafficFootage fast(int seconds) {
        var format = new SceneFormat(1920, 1080, 30, Duration.ofSeconds(seconds));
        int vehicles = (int) Math.round(seconds / 1.6);
        var styles = List.of(PlateStyle.values());
        return new TrafficFootage(
                "traffic-" + seconds + "s",
                new SceneSettings(11, format, Light.DAY, vehicles, styles, 20));
    }

    @Override
    public String name() {
        return name;
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
    public int kilobits() {
        return kilobits;
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

    @Override
    public List<Sight> sights(int index) {
        var sights = new ArrayList<Sight>();
        for (var pass : scene.passes()) {
            pass.boxes().stream()
                    .filter(box -> box.frame() == index)
                    .forEach(box -> sights.add(new Sight(box.box(), pass.text())));
        }
        return sights;
    }
}
