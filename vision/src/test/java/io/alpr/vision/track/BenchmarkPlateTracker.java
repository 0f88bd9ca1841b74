package io.alpr.vision.track;

import io.alpr.vision.detect.Detection;
import io.alpr.vision.image.PixelBox;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;

/** Time of one update with twenty plates that move; run its main method. */
final class BenchmarkPlateTracker {
    private static final int PLATES = 20;

    private BenchmarkPlateTracker() {}

    public static void main(String[] arguments) {
        PrintStream out = System.out;
        for (int round = 0; round < 6; round++) {
            out.printf("%.1f microseconds an update of %d plates%n", microseconds(20_000), PLATES);
        }
    }

    /** Mean time of one update. */
    static double microseconds(int updates) {
        var tracker = new PlateTracker(TrackerSettings.defaults());
        long start = System.nanoTime();
        for (int frame = 0; frame < updates; frame++) {
            var detections = new ArrayList<Detection>(PLATES);
            for (int plate = 0; plate < PLATES; plate++) {
                int x = 60 * plate + frame * 3 % 400;
                detections.add(new Detection(new PixelBox(x, 40 * plate, 100, 24), 0.9));
            }
            tracker.update(Duration.ofMillis(66L * frame), detections);
        }
        return (System.nanoTime() - start) / 1000.0 / updates;
    }
}
