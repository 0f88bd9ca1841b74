package io.alpr.vision.synth;

import io.alpr.vision.image.RgbPicture;
import java.util.List;

/**
 * A made road scene with known plates, for the demo video, for tests and for measurements.
 *
 * <p>Everything is drawn from the seed in software, without a display, fonts or files; frames can
 * be asked for in any order, and equal settings give equal pixels. Safe for use by several threads.
 */
public final class SynthScene {
    private final SceneSettings settings;
    private final List<TruePass> passes;
    private final ScenePainter painter;

    public SynthScene(SceneSettings settings) {
        this.settings = settings;
        var vehicles = Traffic.plan(settings);
        var shake = new Shake(settings);
        this.passes = new TruthFinder(settings, vehicles, shake).passes();
        this.painter = new ScenePainter(settings, vehicles, shake);
    }

    public SceneSettings settings() {
        return settings;
    }

    /** Frames in the scene. */
    public int frames() {
        return settings.format().frames();
    }

    /**
     * Draws one frame.
     *
     * @param index 0 to {@code frames() - 1}
     * @throws IndexOutOfBoundsException beyond them
     */
    public RgbPicture frame(int index) {
        if (index < 0 || index >= frames()) {
            throw new IndexOutOfBoundsException(
                    "Scene has frames 0 to %d, got: %d".formatted(frames() - 1, index));
        }
        return painter.paint(index);
    }

    /** Every vehicle whose plate can be seen, by first sight. */
    public List<TruePass> passes() {
        return passes;
    }

    /** All that is true of this scene. */
    public Truth truth() {
        var format = settings.format();
        return new Truth(
                settings.seed(),
                format.width(),
                format.height(),
                format.framesPerSecond(),
                frames(),
                passes);
    }
}
