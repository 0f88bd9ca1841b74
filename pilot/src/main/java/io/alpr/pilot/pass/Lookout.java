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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the plates of a frame that are to be followed: those in the camera's area. The detector
 * looks where something moved; elsewhere what was found before is still there. Where it finds
 * nothing but is in doubt it looks closer, twice a second at most, for a detector that is quick on
 * a wide view does not see plates that can well be read: those of a 4K camera, or of cars at the
 * far end. Whoever drives up and stops between two such looks is looked at by the next, though
 * nothing moves then.
 *
 * <p>One instance for each camera; not safe for several threads.
 */
final class Lookout {
    /** Between closer looks. */
    private static final Duration CLOSER = Duration.ofMillis(500);

    /** Places that are looked at closer at a time: each takes a thirtieth of a whole picture. */
    private static final int PLACES_MAX = 8;

    private final WatchedArea area;
    private final PlateDetector detector;
    private final CameraMeters meters;
    private final Duration stillness;
    private final int plateWidthMin;
    private MotionGate gate;
    private Optional<Duration> closerAt = Optional.empty();

    /** Of the usual looks that showed no plate since the last closer one. */
    private final List<Detection> doubts = new ArrayList<>();

    private List<Detection> found = List.of();

    /**
     * @param stillness how long the detector may leave out what does not move, zero for never
     * @param plateWidthMin narrowest plate that is worth a closer look, pixels
     */
    Lookout(
            WatchedArea area,
            Duration stillness,
            int plateWidthMin,
            PlateDetector detector,
            CameraMeters meters) {
        this.plateWidthMin = plateWidthMin;
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
        boolean closer = closerIsDue(frame.pts()) && !(doubts.isEmpty() && regions.isEmpty());
        if (closer || !regions.isEmpty()) {
            long started = System.nanoTime();
            var picture = frame.picture();
            var fresh = detect(picture, regions);
            keep(regions, watched(fresh, picture));
            var small = closer ? closer(frame) : List.<Detection>of();
            keep(List.of(), watched(small, picture));
            meters.detected(System.nanoTime() - started, plates(fresh) + plates(small));
        }
        return new View(found, regions.isEmpty());
    }

    private boolean closerIsDue(Duration now) {
        return closerAt.filter(at -> now.minus(at).compareTo(CLOSER) < 0).isEmpty();
    }

    /** What was found before in these regions is there no longer, unless it was found again. */
    private void keep(List<PixelBox> regions, List<Detection> fresh) {
        var still =
                found.stream()
                        .filter(before -> !within(regions, before.box()))
                        .filter(before -> !overlaps(before, fresh));
        found = Stream.concat(fresh.stream(), still).toList();
    }

    private static boolean within(List<PixelBox> regions, PixelBox plate) {
        return regions.stream().anyMatch(region -> region.contains(plate));
    }

    private static boolean overlaps(Detection before, List<Detection> fresh) {
        return fresh.stream().anyMatch(plate -> plate.box().iou(before.box()) > 0);
    }

    /** What a usual look at these regions finds; where it shows no plate its doubts are kept. */
    private List<Detection> detect(Picture picture, List<PixelBox> regions) {
        doubts.removeIf(before -> within(regions, before.box()));
        var all = new ArrayList<Detection>();
        for (var region : regions) {
            var glance = detector.glance(picture, region);
            var seen = within(region, picture, glance.plates());
            if (plates(seen) == 0) {
                Stream.concat(glance.plates().stream(), glance.doubts().stream())
                        .filter(doubt -> region.contains(doubt.box()))
                        .forEach(doubts::add);
            }
            all.addAll(seen);
        }
        return all;
    }

    /** What closer looks find at the likeliest places, beside the known plates. */
    private List<Detection> closer(Frame frame) {
        if (doubts.isEmpty()) {
            return List.of();
        }
        closerAt = Optional.of(frame.pts());
        var picture = frame.picture();
        var known = new ArrayList<>(found.stream().filter(this::isPlate).toList());
        var small = new ArrayList<Detection>();
        for (var region : places(picture)) {
            detector.detectSmall(picture, region).stream()
                    .filter(plate -> region.contains(plate.box()))
                    .filter(plate -> plate.box().width() >= plateWidthMin)
                    .filter(plate -> !overlaps(plate, known))
                    .forEach(
                            plate -> {
                                small.add(plate);
                                known.add(plate);
                            });
        }
        doubts.clear();
        return small;
    }

    /** Around the likeliest doubts, best first; those that one place shows are looked at once. */
    private List<PixelBox> places(Picture picture) {
        doubts.sort(Comparator.comparingDouble(Detection::confidence).reversed());
        var places = new ArrayList<PixelBox>();
        for (var doubt : doubts) {
            if (places.size() < PLACES_MAX && !within(places, doubt.box())) {
                places.add(around(doubt.box(), picture));
            }
        }
        return places;
    }

    /** Three times as wide and high, and an eighth of the picture's longer side at least. */
    private static PixelBox around(PixelBox box, Picture picture) {
        double half = Math.max(picture.width(), picture.height()) / 16.0;
        double x = box.x() + box.width() / 2.0;
        double y = box.y() + box.height() / 2.0;
        double across = Math.max(1.5 * box.width(), half);
        double down = Math.max(1.5 * box.height(), half);
        return PixelBox.clipped(
                x - across, y - down, x + across, y + down, picture.width(), picture.height());
    }

    private static List<Detection> within(
            PixelBox region, Picture picture, List<Detection> detections) {
        return detections.stream()
                .filter(plate -> region.contains(plate.box()))
                .filter(plate -> !cut(plate.box(), region, picture))
                .toList();
    }

    /** How many are plates by themselves. */
    private int plates(List<Detection> all) {
        return (int) all.stream().filter(this::isPlate).count();
    }

    private boolean isPlate(Detection one) {
        return one.confidence() >= detector.threshold();
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
        closerAt = Optional.empty();
        doubts.clear();
        gate = new MotionGate(stillness);
    }
}
