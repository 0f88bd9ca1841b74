package io.alpr.vision.synth;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Plans who drives by and when. Stateless. */
final class Traffic {
    private static final List<Integer> COLOURS =
            List.of(
                    0xE9EBEC, 0xB9BEC2, 0x70767B, 0x23262A, 0x1F4B8E, 0x8E1B1F, 0x2E5A47, 0xC9B79A,
                    0x3B6FA8, 0xD8D9D4, 0x4A4E54, 0xA33A22);
    private static final double LANE = 1.62;
    private static final double SPEED = 8.5;

    private Traffic() {}

    /** The vehicles of a scene, by ordinal. */
    static List<Vehicle> plan(SceneSettings settings) {
        var random = new Random(settings.seed());
        var drives = new ArrayList<Vehicle.Drive>();
        int approaching = (settings.vehicles() + 1) / 2;
        drives.addAll(lane(true, approaching, settings, random));
        drives.addAll(lane(false, settings.vehicles() - approaching, settings, random));
        drives.sort(Comparator.comparingDouble(Vehicle.Drive::atGate));
        var colours = new ArrayList<>(COLOURS);
        Collections.shuffle(colours, random);
        var texts = new HashSet<String>();
        var vehicles = new ArrayList<Vehicle>();
        for (var drive : drives) {
            int index = vehicles.size();
            var style = settings.styles().get(index % settings.styles().size());
            vehicles.add(
                    new Vehicle(
                            index + 1,
                            body(random),
                            colours.get(index % colours.size()),
                            new Vehicle.PlateText(style, freshText(style, texts, random)),
                            drive));
        }
        return List.copyOf(vehicles);
    }

    private static String freshText(PlateStyle style, Set<String> texts, Random random) {
        String painted = style.paintedText(random);
        while (!texts.add(PlateStyle.plain(painted))) {
            painted = style.paintedText(random);
        }
        return painted;
    }

    /** Evenly spread over the video with some play, so that nobody drives into another. */
    private static List<Vehicle.Drive> lane(
            boolean approaching, int count, SceneSettings settings, Random random) {
        double seconds = settings.format().seconds();
        // Who approaches needs time before the gate to be seen, who leaves needs it after.
        double first = Math.min(approaching ? 2.2 : 0.6, seconds * 0.3);
        double last = seconds - Math.min(approaching ? 0.8 : 2.4, seconds * 0.3);
        double gap = count < 2 ? 0 : (last - first) / (count - 0.4);
        double speed = SPEED * (0.94 + 0.12 * random.nextDouble());
        var drives = new ArrayList<Vehicle.Drive>();
        for (int i = 0; i < count; i++) {
            double atGate = first + gap * (i + 0.6 * random.nextDouble());
            double phase = 2 * Math.PI * random.nextDouble();
            drives.add(
                    new Vehicle.Drive(
                            approaching, approaching ? -LANE : LANE, atGate, speed, phase));
        }
        return drives;
    }

    private static BodyShape body(Random random) {
        var cars = BodyShape.CARS;
        return random.nextInt(8) == 0 ? BodyShape.VAN : cars.get(random.nextInt(cars.size()));
    }
}
