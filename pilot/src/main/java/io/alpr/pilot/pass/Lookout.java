package io.alpr.pilot.pass;

import io.alpr.pilot.area.WatchedArea;
import io.alpr.pilot.area.WatchedArea.Placement;
import io.alpr.pilot.source.SourceItem.Frame;
import io.alpr.vision.detect.Detection;
import io.alpr.vision.detect.ExpandedRoi;
import io.alpr.vision.detect.PlateDetector;
import io.alpr.vision.image.Picture;
import io.alpr.vision.image.PixelBox;
import io.alpr.vision.image.PixelSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the plates of a frame that are to be followed: those in the camera's area. What it sees
 * depends on the frames alone and on nothing that is read in them, so it may run ahead of {@link
 * PassPipeline}, which follows and reads the plates. The detector looks where something moved;
 * elsewhere what was found before is still there. Where it finds nothing but is in doubt it looks
 * closer, twice a second at most, for a detector that is quick on a wide view does not see plates
 * that can well be read: those of a 4K camera, or of cars at the far end. Whoever drives up and
 * stops between two such looks is looked at by the next, though nothing moves then.
 *
 * <p>For 150 ms after a look wherever something moved it looks briefly, around the plates that it
 * knows: at ten frames a second in every other frame. A vehicle that comes is found by the next
 * such look, and the vehicles that are there are followed for a fraction of the work.
 *
 * <p>One instance for each camera, used by one thread at a time.
 */
public final class Lookout {
    /** Between closer looks. */
    private static final Duration CLOSER = Duration.ofMillis(500);

    /**
     * Of the detector's threshold: a pass may begin a little below, since two of its reads must
     * agree before it is told.
     */
    static final double BEGINNING = 0.9;

    /** How long looks are brief after one wherever something moved. */
    private static final Duration BRIEF = Duration.ofMillis(150);

    /** How long no look is brief after a plate was lost, which may be dark for a moment. */
    private static final Duration SEARCH = Duration.ofMillis(500);

    /** Of what a look wherever something moved would take. */
    private static final double WORTH = 0.6;

    private final WatchedArea area;
    private final PlateDetector detector;
    private final CameraMeters meters;
    private final Duration stillness;
    private final int plateWidthMin;
    private MotionGate gate;
    private PixelSize size = new PixelSize(1, 1);
    private Optional<Duration> closerAt = Optional.empty();
    private Duration wideAt = Duration.ZERO;
    private Duration searchingUntil = Duration.ZERO;

    /** Where something moved in frames that were looked at briefly. */
    private List<PixelBox> unseen = List.of();

    /** Of the usual looks that showed no plate since the last closer one. */
    private final Doubts doubts = new Doubts();

    private List<Detection> found = List.of();

    /**
     * @param settings of the camera
     * @param detector may be shared
     * @param meters of the camera
     */
    public Lookout(PassSettings settings, PlateDetector detector, CameraMeters meters) {
        this.plateWidthMin = settings.plateWidthMin();
        this.area = settings.area();
        this.detector = detector;
        this.meters = meters;
        this.stillness = settings.stillness();
        this.gate = new MotionGate(stillness);
    }

    /** What there is to follow in the next frame. */
    public Looked look(Frame frame) {
        long started = System.nanoTime();
        var picture = frame.picture();
        var now = new PixelSize(picture.width(), picture.height());
        if (!now.equals(size)) {
            forget();
            size = now;
        }
        var moved =
                Patches.joined(
                        Stream.concat(gate.moved(picture, frame.pts()).stream(), unseen.stream())
                                .toList());
        long detecting = System.nanoTime();
        briefly(frame, moved)
                .or(() -> widely(frame, moved))
                .ifPresent(fresh -> meters.detected(System.nanoTime() - detecting, plates(fresh)));
        return new Looked(frame, found, moved.isEmpty(), System.nanoTime() - started);
    }

    /** What a look around the known plates finds, where it is worth it and finds as many. */
    private Optional<List<Detection>> briefly(Frame frame, List<PixelBox> moved) {
        var picture = frame.picture();
        var windows = windows(picture, moved);
        if (windows.isEmpty()
                || !detector.isQuickerForRegions()
                || frame.pts().minus(wideAt).compareTo(BRIEF) > 0
                || frame.pts().compareTo(searchingUntil) < 0
                || area(windows) > WORTH * area(moved)) {
            return Optional.empty();
        }
        var fresh = detect(picture, windows);
        if (fresh.stream().filter(one -> mayBegin(one) && isWatched(one, picture)).count()
                < known(windows)) {
            searchingUntil = frame.pts().plus(SEARCH);
            return Optional.empty();
        }
        // Fainter finds that moved elsewhere are not where they were.
        keep(Stream.concat(windows.stream(), moved.stream()).toList(), watched(fresh, picture));
        unseen = moved;
        return Optional.of(fresh);
    }

    /** Around what was found where something moved. */
    private List<PixelBox> windows(Picture picture, List<PixelBox> moved) {
        return Patches.joined(
                found.stream()
                        .filter(this::mayBegin)
                        .map(Detection::box)
                        .filter(plate -> moved.stream().anyMatch(region -> region.iou(plate) > 0))
                        .map(plate -> window(plate, picture))
                        .toList());
    }

    private boolean mayBegin(Detection one) {
        return one.confidence() >= BEGINNING * detector.threshold();
    }

    private static long area(List<PixelBox> boxes) {
        return boxes.stream().mapToLong(PixelBox::area).sum();
    }

    private long known(List<PixelBox> regions) {
        return found.stream()
                .filter(plate -> mayBegin(plate) && Patches.hold(regions, plate.box()))
                .count();
    }

    /** What a look wherever something moved finds, and a closer one where that is in doubt. */
    private Optional<List<Detection>> widely(Frame frame, List<PixelBox> moved) {
        boolean closer = closerIsDue(frame.pts()) && !(doubts.isEmpty() && moved.isEmpty());
        if (!closer && moved.isEmpty()) {
            return Optional.empty();
        }
        var picture = frame.picture();
        var all = new ArrayList<>(detect(picture, moved));
        var fresh = watched(all, picture);
        if (fresh.stream().filter(this::mayBegin).count() < known(moved)) {
            searchingUntil = frame.pts().plus(SEARCH);
        }
        keep(moved, fresh);
        if (closer) {
            var small = closer(frame);
            keep(List.of(), watched(small, picture));
            all.addAll(small);
        }
        if (!moved.isEmpty()) {
            gate.looked();
            unseen = List.of();
            wideAt = frame.pts();
        }
        return Optional.of(all);
    }

    private boolean closerIsDue(Duration now) {
        return closerAt.filter(at -> now.minus(at).compareTo(CLOSER) < 0).isEmpty();
    }

    /** What was found before in these regions is there no longer, unless it was found again. */
    private void keep(List<PixelBox> regions, List<Detection> fresh) {
        var still =
                found.stream()
                        .filter(before -> !Patches.hold(regions, before.box()))
                        .filter(before -> !overlaps(before, fresh));
        found = Stream.concat(fresh.stream(), still).toList();
    }

    private static boolean overlaps(Detection before, List<Detection> fresh) {
        return fresh.stream().anyMatch(plate -> plate.box().iou(before.box()) > 0);
    }

    /** What a usual look at these regions finds; where it shows no plate its doubts are kept. */
    private List<Detection> detect(Picture picture, List<PixelBox> regions) {
        doubts.forget(regions);
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
        for (var region : doubts.takePlaces(picture)) {
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
        return small;
    }

    /** Where a vehicle is a tenth of a second later, with what helps to find its plate. */
    private static PixelBox window(PixelBox plate, Picture picture) {
        return ExpandedRoi.of(plate, 1.5, 2, 12, picture);
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
     * Whether a plate at a region's edge may go on beyond it. Either nothing has moved there, or
     * the region would be larger, and it was found before; or the look is a brief one.
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

    private boolean isWatched(Detection plate, Picture picture) {
        return area.placement(plate.box(), picture) == Placement.WATCHED;
    }

    /** What is seen from here on has nothing to do with what was seen before. */
    public void forget() {
        found = List.of();
        closerAt = Optional.empty();
        wideAt = Duration.ZERO;
        searchingUntil = Duration.ZERO;
        unseen = List.of();
        doubts.clear();
        gate = new MotionGate(stillness);
    }
}
