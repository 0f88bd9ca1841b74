package io.alpr.vision.synth;

import io.alpr.vision.image.PixelBox;
import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Works out which plates can be seen where, from the same geometry that is drawn. */
final class TruthFinder {
    private final SceneSettings settings;
    private final List<Vehicle> vehicles;
    private final Shake shake;

    TruthFinder(SceneSettings settings, List<Vehicle> vehicles, Shake shake) {
        this.settings = settings;
        this.vehicles = vehicles;
        this.shake = shake;
    }

    List<TruePass> passes() {
        var passes = new ArrayList<TruePass>();
        for (var vehicle : vehicles) {
            var boxes = boxes(vehicle);
            if (!boxes.isEmpty()) {
                passes.add(pass(vehicle, boxes));
            }
        }
        passes.sort(Comparator.comparing(TruePass::firstSeen).thenComparingInt(TruePass::vehicle));
        return List.copyOf(passes);
    }

    private TruePass pass(Vehicle vehicle, List<TrueBox> boxes) {
        return new TruePass(
                vehicle.ordinal(),
                PlateStyle.plain(vehicle.plate().painted()),
                vehicle.plate().style().region(),
                settings.format().timeOf(boxes.getFirst().frame()),
                settings.format().timeOf(boxes.getLast().frame()),
                boxes);
    }

    private List<TrueBox> boxes(Vehicle vehicle) {
        var boxes = new ArrayList<TrueBox>();
        for (int frame = 0; frame < settings.format().frames(); frame++) {
            int index = frame;
            box(vehicle, frame).ifPresent(box -> boxes.add(new TrueBox(index, box)));
        }
        return boxes;
    }

    private Optional<PixelBox> box(Vehicle vehicle, int frame) {
        double seconds = frame / settings.format().framesPerSecond();
        var corners = vehicle.plateCorners(vehicle.poseAt(seconds));
        if (!corners.stream().allMatch(RoadCamera::inFront)) {
            return Optional.empty();
        }
        var camera = shake.cameraAt(frame);
        var quad = camera.project(corners);
        double left = quad.stream().mapToDouble(Point2::x).min().orElseThrow();
        double right = quad.stream().mapToDouble(Point2::x).max().orElseThrow();
        double top = quad.stream().mapToDouble(Point2::y).min().orElseThrow();
        double bottom = quad.stream().mapToDouble(Point2::y).max().orElseThrow();
        boolean whole =
                left >= 0 && top >= 0 && right <= camera.width() && bottom <= camera.height();
        if (!whole || bottom - top < settings.plateHeightMin()) {
            return Optional.empty();
        }
        if (isHidden(vehicle, quad, seconds, camera)) {
            return Optional.empty();
        }
        return Optional.of(
                PixelBox.clipped(left, top, right, bottom, camera.width(), camera.height()));
    }

    /** Whether a nearer vehicle covers any part of the plate. */
    private boolean isHidden(
            Vehicle vehicle, List<Point2> quad, double seconds, RoadCamera camera) {
        double distance = vehicle.drive().distanceAt(seconds);
        for (var other : vehicles) {
            double otherDistance = other.drive().distanceAt(seconds);
            if (otherDistance < distance && otherDistance + other.body().length() > 0) {
                var plate = Brush.path(quad);
                var cover = silhouette(other, other.poseAt(seconds), camera);
                if (cover.getBounds2D().intersects(plate.getBounds2D()) && overlap(plate, cover)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean overlap(Shape one, Shape other) {
        var shared = new Area(one);
        shared.intersect(new Area(other));
        return !shared.isEmpty();
    }

    /** A box around a vehicle: never smaller than what is drawn of its body. */
    private static Path2D silhouette(Vehicle vehicle, Pose pose, RoadCamera camera) {
        var all = new Path2D.Double(Path2D.WIND_NON_ZERO);
        double half = vehicle.body().halfWidth() + 0.05;
        double far = vehicle.body().length();
        double top = vehicle.body().height();
        for (double depth : new double[] {0, far}) {
            append(all, camera, box(pose, half, top, depth, depth));
        }
        append(all, camera, side(pose, half, top, far));
        append(all, camera, side(pose, -half, top, far));
        append(all, camera, roof(pose, half, top, far));
        return all;
    }

    private static List<Point3> box(Pose pose, double half, double top, double near, double far) {
        return List.of(
                pose.facing(-half, 0, near),
                pose.facing(-half, top, near),
                pose.facing(half, top, far),
                pose.facing(half, 0, far));
    }

    private static List<Point3> side(Pose pose, double half, double top, double far) {
        return List.of(
                pose.facing(half, 0, 0),
                pose.facing(half, top, 0),
                pose.facing(half, top, far),
                pose.facing(half, 0, far));
    }

    private static List<Point3> roof(Pose pose, double half, double top, double far) {
        return List.of(
                pose.facing(-half, top, 0),
                pose.facing(half, top, 0),
                pose.facing(half, top, far),
                pose.facing(-half, top, far));
    }

    private static void append(Path2D all, RoadCamera camera, List<Point3> polygon) {
        var points = camera.project(polygon);
        if (points.size() >= 3) {
            all.append(Brush.path(points), false);
        }
    }
}
