package io.alpr.vision.synth;

import io.alpr.vision.image.RgbPicture;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Draws the frames of a scene, far things first. Safe for use by several threads. */
final class ScenePainter {
    private static final double FARTHEST = 130;

    /** Moments of the exposure at which a plate is drawn. */
    private static final int MOMENTS = 3;

    private final SceneSettings settings;
    private final List<Vehicle> vehicles;
    private final Shake shake;
    private final Background background;
    private final Sensor sensor;
    private final Map<Integer, Texture> plates = new HashMap<>();

    ScenePainter(SceneSettings settings, List<Vehicle> vehicles, Shake shake) {
        this.settings = settings;
        this.vehicles = vehicles;
        this.shake = shake;
        this.background = Background.paint(settings);
        this.sensor = new Sensor(settings.seed(), settings.light() == Light.DAY ? 2 : 4.5);
        for (var vehicle : vehicles) {
            var art = PlateArt.paint(vehicle.plate(), vehicle.drive().approaching());
            plates.put(vehicle.ordinal(), new Texture(art));
        }
    }

    RgbPicture paint(int frame) {
        var camera = shake.cameraAt(frame);
        var image = new BufferedImage(camera.width(), camera.height(), BufferedImage.TYPE_INT_RGB);
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        background.copyTo(pixels, camera);
        double seconds = frame / settings.format().framesPerSecond();
        var graphics = image.createGraphics();
        var brush = new Brush(graphics, camera);
        var painter = new VehiclePainter(brush, settings.light());
        var lamps = new Lamps(brush);
        for (var vehicle : visible(seconds)) {
            var pose = vehicle.poseAt(seconds);
            if (settings.light() == Light.NIGHT) {
                lamps.onRoad(pose);
            }
            painter.paint(vehicle, pose);
            plate(pixels, camera, vehicle, seconds);
            if (settings.light() == Light.NIGHT) {
                lamps.shine(new Surface(vehicle.body(), pose));
            }
        }
        graphics.dispose();
        return sensor.expose(pixels, camera.width(), frame);
    }

    private List<Vehicle> visible(double seconds) {
        return vehicles.stream()
                .filter(v -> v.drive().distanceAt(seconds) < FARTHEST)
                .filter(v -> v.drive().distanceAt(seconds) + v.body().length() > 0.5)
                .sorted(Comparator.comparingDouble((Vehicle v) -> -v.drive().distanceAt(seconds)))
                .toList();
    }

    private void plate(int[] pixels, RoadCamera camera, Vehicle vehicle, double seconds) {
        double exposure = settings.light() == Light.DAY ? 1 / 700.0 : 1 / 300.0;
        var quads = new ArrayList<List<Point2>>();
        for (int moment = 0; moment < MOMENTS; moment++) {
            double at = seconds + exposure * ((moment + 0.5) / MOMENTS - 0.5);
            var corners = vehicle.plateCorners(vehicle.poseAt(at));
            if (!corners.stream().allMatch(RoadCamera::inFront)) {
                return;
            }
            quads.add(camera.project(corners));
        }
        double[] light =
                settings.light() == Light.DAY
                        ? new double[] {0.96, 0.97, 0.98}
                        : new double[] {0.8, 0.79, 0.74};
        var texture = plates.get(vehicle.ordinal());
        if (texture != null) {
            PlateWarp.draw(pixels, camera.width(), quads, texture, light);
        }
    }
}
