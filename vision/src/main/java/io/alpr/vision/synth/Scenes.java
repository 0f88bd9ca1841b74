package io.alpr.vision.synth;

import java.time.Duration;
import java.util.List;

/** Scenes that are ready to be used. */
public final class Scenes {
    private static final int PLATE_HEIGHT_MIN = 12;

    private Scenes() {}

    /** Fifteen seconds of a street by day, eight vehicles with plates of every style. */
    public static SceneSettings demo() {
        return new SceneSettings(
                2, format(15), Light.DAY, 8, List.of(PlateStyle.values()), PLATE_HEIGHT_MIN);
    }

    /** The same street by night: headlights, street lamps, noise. */
    public static SceneSettings night() {
        return new SceneSettings(
                5, format(15), Light.NIGHT, 6, List.of(PlateStyle.values()), PLATE_HEIGHT_MIN);
    }

    /** Twenty seconds of dense traffic, vehicles hiding one another at times. */
    public static SceneSettings busy() {
        return new SceneSettings(
                7, format(20), Light.DAY, 16, List.of(PlateStyle.values()), PLATE_HEIGHT_MIN);
    }

    private static SceneFormat format(int seconds) {
        return SceneFormat.hd(15, Duration.ofSeconds(seconds));
    }
}
