package io.alpr.vision.track;

import io.alpr.vision.detect.Detection;
import io.alpr.vision.image.PixelBox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Plates that move over a picture as vehicles do, seen by an imperfect detector. */
final class TestingTraffic {
    /**
     * One plate coming towards a camera: size and place follow the distance.
     *
     * @param across metres beside the camera's axis
     * @param from distance at time 0, metres
     * @param speed towards the camera, metres per second; negative away from it
     */
    record Car(double across, double from, double speed) {
        boolean isVisible(double seconds) {
            double z = from - speed * seconds;
            return z > 6 && z < 30;
        }

        PixelBox box(double seconds, double noise, Random random) {
            double z = from - speed * seconds;
            double scale = 1500 / z;
            double width = 0.6 * scale * (1 + noise * 0.05 * random.nextGaussian());
            double height = 0.15 * scale * (1 + noise * 0.05 * random.nextGaussian());
            double x = 640 + across * scale + noise * 0.03 * width * random.nextGaussian();
            double y = 100 + 2.5 * scale + noise * 0.06 * height * random.nextGaussian();
            return PixelBox.clipped(
                    x - width / 2, y - height / 2, x + width / 2, y + height / 2, 1280, 960);
        }
    }

    /**
     * What came of one run.
     *
     * @param switches how often a car's track changed
     * @param mixed tracks that had more than one car
     * @param tracks different tracks by car
     */
    record Outcome(int switches, long mixed, Map<Car, List<Long>> tracks) {}

    private TestingTraffic() {}

    /**
     * @param missed share of plates not detected
     * @param low share of detections with a low score
     */
    static Outcome run(
            List<Car> cars, double framesPerSecond, double missed, double low, long seed) {
        var random = new Random(seed);
        var tracker = new PlateTracker(TrackerSettings.defaults());
        var last = new HashMap<Car, Long>();
        var tracks = new HashMap<Car, List<Long>>();
        var carsOfTrack = new HashMap<Long, Set<Car>>();
        int switches = 0;
        for (int frame = 0; frame < 8 * framesPerSecond; frame++) {
            double seconds = frame / framesPerSecond;
            var owners = new IdentityHashMap<Detection, Car>();
            for (var car : cars) {
                if (car.isVisible(seconds) && random.nextDouble() >= missed) {
                    double score = random.nextDouble() < low ? 0.3 : 0.8;
                    owners.put(new Detection(car.box(seconds, 1, random), score), car);
                }
            }
            var detections = new ArrayList<>(owners.keySet());
            detections.sort(Comparator.comparingInt(d -> d.box().x()));
            var update = tracker.update(Duration.ofNanos(Math.round(seconds * 1e9)), detections);
            for (var sighting : update.sightings()) {
                var car = owners.get(sighting.detection());
                if (car == null) {
                    throw new IllegalStateException("Sighting of a detection that was not given");
                }
                Long before = last.put(car, sighting.track());
                if (before == null || before != sighting.track()) {
                    switches += before == null ? 0 : 1;
                    tracks.computeIfAbsent(car, c -> new ArrayList<>()).add(sighting.track());
                }
                carsOfTrack.computeIfAbsent(sighting.track(), t -> new HashSet<>()).add(car);
            }
        }
        long mixed = carsOfTrack.values().stream().filter(all -> all.size() > 1).count();
        return new Outcome(switches, mixed, tracks);
    }
}
