package io.alpr.app.bench;

import io.alpr.vision.synth.Light;
import io.alpr.vision.synth.PlateStyle;
import io.alpr.vision.synth.SceneFormat;
import io.alpr.vision.synth.SceneSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Footage whose single frames are read wrong more often than right, or nearly so: what votes over a
 * pass are for. Seeds, sizes and wear were settled before the pilot was tried on them and are not
 * to be changed to make a figure better.
 */
final class HardPasses {
    private static final SceneFormat FORMAT = SceneFormat.hd(15, Duration.ofSeconds(20));
    private static final int SCENES = 3;
    private static final int VEHICLES = 12;
    private static final int PLATE_HEIGHT_MIN = 20;
    private static final int PICTURES = 40;

    /** That a photograph is seen: longer than the lens hunts. */
    private static final int PAN_FRAMES = 75;

    private static final Wear BLURRED = new Wear(1, 1.5, 4, 1, 2);
    private static final Wear DARK = new Wear(1, 1, 1.5, 0.3, 16);
    private static final Wear COARSE = new Wear(2, 1, 1.5, 1, 3);
    private static final Wear PANNED = new Wear(1.5, 1, 6, 0.8, 6);

    private HardPasses() {}

    /**
     * One kind of hardship.
     *
     * @param name of it
     * @param footage several pieces, their passes count together
     */
    record Kind(String name, List<Footage> footage) {}

    /**
     * Blur, night, few pixels, and photographs under a wandering lens where there are any.
     *
     * @param pictures a labelled set
     */
    static List<Kind> all(Optional<Path> pictures) {
        var kinds = new ArrayList<Kind>();
        kinds.add(streets("blurred", Light.DAY, 100, BLURRED));
        kinds.add(streets("night", Light.NIGHT, 200, DARK));
        kinds.add(streets("coarse", Light.DAY, 300, COARSE));
        pictures.map(folder -> new PanFootage(folder, PICTURES, PAN_FRAMES))
                .map(pan -> new WornFootage("worn-" + pan.name(), pan, PANNED, 400))
                .ifPresent(worn -> kinds.add(new Kind("panned", List.of(worn))));
        return kinds;
    }

    private static Kind streets(String name, Light light, long seed, Wear wear) {
        var footage = new ArrayList<Footage>();
        for (int i = 0; i < SCENES; i++) {
            var settings =
                    new SceneSettings(
                            seed + i,
                            FORMAT,
                            light,
                            VEHICLES,
                            List.of(PlateStyle.values()),
                            PLATE_HEIGHT_MIN);
            var street = new TrafficFootage(name + "-street-" + i, settings);
            footage.add(new WornFootage(name + "-" + i, street, wear, seed + i));
        }
        return new Kind(name, footage);
    }
}
