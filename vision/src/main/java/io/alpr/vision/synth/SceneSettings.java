package io.alpr.vision.synth;

import java.util.List;

/**
 * What to draw. Two scenes of equal settings are equal in every pixel.
 *
 * @param seed decides the vehicles, their plates, colours, times and the noise
 * @param format size and length of the video
 * @param light day or night
 * @param vehicles how many drive by, 0 to 200
 * @param styles plates to choose from in turn, at least one
 * @param plateHeightMin rows that a plate must cover to be in the truth, at least 1
 */
public record SceneSettings(
        long seed,
        SceneFormat format,
        Light light,
        int vehicles,
        List<PlateStyle> styles,
        int plateHeightMin) {
    public SceneSettings {
        styles = List.copyOf(styles);
        if (vehicles < 0 || vehicles > 200) {
            throw new IllegalArgumentException("Scene vehicles must be 0 to 200, got: " + vehicles);
        }
        if (styles.isEmpty()) {
            throw new IllegalArgumentException("Scene needs at least one plate style, got none");
        }
        if (plateHeightMin < 1) {
            throw new IllegalArgumentException(
                    "Scene plateHeightMin must be 1 or more, got: " + plateHeightMin);
        }
    }
}
