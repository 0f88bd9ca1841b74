package io.alpr.pilot.pass;

import io.alpr.pilot.area.WatchedArea;
import io.alpr.pilot.area.WatchedArea.Placement;
import io.alpr.pilot.source.SourceItem.Frame;
import io.alpr.vision.detect.Detection;
import io.alpr.vision.detect.PlateDetector;
import io.alpr.vision.image.Picture;
import io.alpr.vision.image.PixelBox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds the plates of a frame that are to be followed: those in the camera's area. The detector
 * looks where something moved; elsewhere what was found before is still there.
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
     * @param stillness how long the detector may leave out what does not move, zero for never
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
        var regions = gate.moved(frame.picture(), frame.pts());
        if (!regions.isEmpty()) {
            var fresh = watched(detect(frame.picture(), regions), frame.picture());
            var still =
                    found.stream()
                            .filter(before -> !within(regions, before.box()))
                            .filter(before -> !overlaps(before, fresh));
            found = Stream.concat(fresh.stream(), still).toList();
        }
        return new View(found, regions.isEmpty());
    }

    private static boolean within(List<PixelBox> regions, PixelBox plate) {
        return regions.stream().anyMatch(region -> region.contains(plate));
    }

    private static boolean overlaps(Detection before, List<Detection> fresh) {
        return fresh.stream().anyMatch(plate -> plate.box().iou(before.box()) > 0);
    }

    private List<Detection> detect(Picture picture, List<PixelBox> regions) {
        long started = System.nanoTime();
        var all = new ArrayList<Detection>();
        for (var region : regions) {
            detector.detect(picture, region).stream()
                    .filter(plate -> region.contains(plate.box()))
                    .filter(plate -> !cut(plate.box(), region, picture))
                    .forEach(all::add);
        }
        meters.detected(System.nanoTime() - started, plates(all));
        return all;
    }

    /** How many are plates by themselves. */
    private int plates(List<Detection> all) {
        double threshold = detector.threshold();
        return (int) all.stream().filter(found -> found.confidence() >= threshold).count();
    }

    /**
     * Whether a plate at a region's edge may go on beyond it. Nothing has moved there, or the
     * region would be larger: it was found before.
     */
    private static boolean cut(PixelBox plate, PixelBox region, Picture picture) {
        boolean sideways =
                (plate.x() == region.x() && region.x() > 0)
                        || (plate.right() == region.right() && region.right() < picture.width());
        return sideways
                || (plate.y() == region.y() && region.y() > 0)
                || (plate.bottom() == region.bottom() && region.bottom() < picture.height());
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
