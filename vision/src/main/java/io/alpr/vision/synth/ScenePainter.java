package io.alpr.vision.synth;

import io.alpr.vision.image.RgbPicture;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.Comparator;
import java.util.List;

/** Draws the frames of a scene, far things first. Safe for use by several threads. */
final class ScenePainter {
    private final SceneSettings settings;
    private final List<Vehicle> vehicles;
    private final Shake shake;

    ScenePainter(SceneSettings settings, List<Vehicle> vehicles, Shake shake) {
        this.settings = settings;
        this.vehicles = vehicles;
        this.shake = shake;
    }

    RgbPicture paint(int frame) {
        var camera = shake.cameraAt(frame);
        var image = new BufferedImage(camera.width(), camera.height(), BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(new Color(0x6A6D70));
        graphics.fillRect(0, 0, camera.width(), camera.height());
        double seconds = frame / settings.format().framesPerSecond();
        vehicles.stream()
                .filter(v -> isNear(v, seconds))
                .sorted(Comparator.comparingDouble(v -> -v.drive().distanceAt(seconds)))
                .forEach(v -> paint(graphics, camera, v, v.poseAt(seconds)));
        graphics.dispose();
        return picture(image);
    }

    private static boolean isNear(Vehicle vehicle, double seconds) {
        double distance = vehicle.drive().distanceAt(seconds);
        return distance < 150 && distance + vehicle.body().length() > 0.5;
    }

    private static void paint(Graphics2D graphics, RoadCamera camera, Vehicle vehicle, Pose pose) {
        graphics.setColor(new Color(vehicle.colour()));
        var ribs = vehicle.body().ribs();
        for (int i = 0; i + 1 < ribs.size(); i++) {
            var a = ribs.get(i);
            var b = ribs.get(i + 1);
            fill(
                    graphics,
                    camera,
                    List.of(
                            pose.along(-a.halfWidth(), a.y(), a.fromNose()),
                            pose.along(a.halfWidth(), a.y(), a.fromNose()),
                            pose.along(b.halfWidth(), b.y(), b.fromNose()),
                            pose.along(-b.halfWidth(), b.y(), b.fromNose())));
        }
        graphics.setColor(Color.WHITE);
        fill(graphics, camera, vehicle.plateCorners(pose));
    }

    private static void fill(Graphics2D graphics, RoadCamera camera, List<Point3> polygon) {
        var points = camera.project(polygon);
        if (points.size() >= 3) {
            graphics.fill(TruthFinder.path(points));
        }
    }

    private static RgbPicture picture(BufferedImage image) {
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        var rgb = new byte[3 * pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            rgb[3 * i] = (byte) (pixels[i] >> 16);
            rgb[3 * i + 1] = (byte) (pixels[i] >> 8);
            rgb[3 * i + 2] = (byte) pixels[i];
        }
        return new RgbPicture(image.getWidth(), image.getHeight(), rgb);
    }
}
