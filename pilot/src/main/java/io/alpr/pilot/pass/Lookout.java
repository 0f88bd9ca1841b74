package io.alpr.pilot.pass;

import io.alpr.pilot.area.WatchedArea;
import io.alpr.pilot.area.WatchedArea.Placement;
import io.alpr.pilot.source.SourceItem.Frame;
import io.alpr.vision.detect.Detection;
import io.alpr.vision.detect.PlateDetector;
import io.alpr.vision.image.Picture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the plates of a frame that are to be followed: those in the camera's area. While the gate
 * sees a still picture, the detector rests and what was found before is still there.
 *
 * <p>One instance for each camera; not safe for several threads.
 */
final class Lookout {
    private final WatchedArea area;
    private final PlateDetector detector;
    private final CameraMeters meters;
    private final Duration stillness;
    private MotionGate gate;
    private List<Detection> found = List.of();

    /**
     * @param stillness how long the detector may rest, zero for no rest
     */
    Lookout(WatchedArea area, Duration stillness, PlateDetector detector, CameraMeters meters) {
        this.area = area;
        this.detector = detector;
        this.meters = meters;
        this.stillness = stillness;
        this.gate = new MotionGate(stillness);
    }

    /**
     * What there is to follow in a frame.
     *
     * @param plates in the camera's area
     * @param still whether the picture shows nothing new since the last one
     */
    record View(List<Detection> plates, boolean still) {}

    View look(Frame frame) {
        boolean still = !gate.passes(frame.picture(), frame.pts());
        if (!still) {
            found = watched(detect(frame.picture()), frame.picture());
        }
        return new View(found, still);
    }

    private List<Detection> detect(Picture picture) {
        long started = System.nanoTime();
        var all = detector.detect(picture);
        meters.detected(System.nanoTime() - started, all.size());
        return all;
    }

    private List<Detection> watched(List<Detection> all, Picture picture) {
        var watched = new ArrayList<Detection>(all.size());
        for (var detection : all) {
            var placement = area.placement(detection.box(), picture);
            if (placement == Placement.WATCHED) {
                watched.add(detection);
            } else {
                meters.ignored(placement);
            }
        }
        return List.copyOf(watched);
    }

    /** What is seen from here on has nothing to do with what was seen before. */
    void forget() {
        found = List.of();
        gate = new MotionGate(stillness);
    }
}
