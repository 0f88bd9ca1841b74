package io.alpr.vision.synth;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Draws the street by day: sky, houses on the left, a park on the right, the road between. */
final class StreetPainter {
    /** Street lamps along the road. */
    static final int LAMPS = 5;

    private static final double FAR = 4000;
    private static final double NEAR = 1;
    private static final double ROAD = 3.45;
    private static final double PAVEMENT = 5.6;
    private static final double HOUSES = -8.2;
    private static final Color HAZE = new Color(0xDCE6EC);
    private static final int[] FACADES = {
        0xC9A98B, 0xB5584A, 0xD9CDB8, 0x9FA7AB, 0xC4886A, 0xE0D8C8
    };
    private static final int[] DOORS = {0x2F4A3A, 0x7A1F22, 0x274268, 0x4B3A2C};
    private static final double[] STARTS = {13, 24, 37, 47, 61, 76, 95};

    private final Brush brush;
    private final Random random;

    StreetPainter(Brush brush, long seed) {
        this.brush = brush;
        this.random = new Random(seed ^ 0x57EE7);
    }

    void paint() {
        sky();
        skyline();
        ground();
        road();
        markings();
        houses();
        greenery();
        lamps();
    }

    /** Where a lamp hangs: alternating over the two pavements. */
    static Point3 lampHead(int lamp) {
        double x = lamp % 2 == 0 ? 4.3 : -4.6;
        return new Point3(x, 5.6, 13.0 + 15 * lamp);
    }

    private void sky() {
        var graphics = brush.graphics();
        double horizon = brush.camera().horizon();
        graphics.setPaint(
                new GradientPaint(
                        0, 0, new Color(0x86B4DE), 0, (float) horizon, new Color(0xE3EDF3)));
        graphics.fill(bandTo(horizon + 2));
        for (int cloud = 0; cloud < 6; cloud++) {
            double x = random.nextDouble() * brush.camera().width();
            double y = random.nextDouble() * horizon * 0.6;
            for (int puff = 0; puff < 9; puff++) {
                double w = 60 + 120 * random.nextDouble();
                graphics.setPaint(Shade.clear(0xFFFFFF, 0.13));
                graphics.fill(
                        new Ellipse2D.Double(
                                x + 110 * random.nextDouble() - w / 2,
                                y + 10 * random.nextDouble(),
                                w,
                                w * 0.2));
            }
        }
    }

    private Rectangle2D bandTo(double y) {
        return new Rectangle2D.Double(
                -Shake.MARGIN,
                -Shake.MARGIN,
                brush.camera().width() + 2.0 * Shake.MARGIN,
                y + Shake.MARGIN);
    }

    /** Hills and far houses in the haze. */
    private void skyline() {
        var graphics = brush.graphics();
        double horizon = brush.camera().horizon();
        double unit = brush.camera().width() / 1280.0;
        for (int x = -20; x < 1300; x += 14) {
            double hill = 12 + 9 * StrictMath.sin(x / 130.0) + 5 * StrictMath.sin(x / 47.0 + 1);
            graphics.setPaint(new Color(0xA9BFC4));
            graphics.fill(
                    new Ellipse2D.Double(
                            x * unit, horizon - hill * unit, 44 * unit, 2 * hill * unit));
        }
        for (int x = 330; x < 1000; x += 18 + random.nextInt(22)) {
            double tall = 10 + random.nextInt(24);
            graphics.setPaint(new Color(0x9FB0B8));
            graphics.fill(
                    new Rectangle2D.Double(
                            x * unit, horizon - tall * unit, 16 * unit, (tall + 2) * unit));
        }
        for (int x = -10; x < 1290; x += 7) {
            double bush = 6 + random.nextInt(9);
            graphics.setPaint(Shade.mixed(new Color(0x6C8C6A), HAZE, 0.25 * random.nextDouble()));
            graphics.fill(
                    new Ellipse2D.Double(
                            x * unit, horizon - bush * unit, 18 * unit, 2.2 * bush * unit));
        }
    }

    private void ground() {
        flat(-FAR, FAR, FAR, NEAR, new Color(0xB7C6A4), new Color(0x6F8A4E));
        flat(HOUSES, -ROAD, FAR, NEAR, new Color(0xCDD0CF), new Color(0xA5A6A4));
        flat(ROAD, PAVEMENT, FAR, NEAR, new Color(0xCDD0CF), new Color(0xA5A6A4));
        for (double z = 4; z < 60; z += 1.2) {
            for (double[] strip : new double[][] {{HOUSES, -ROAD}, {ROAD, PAVEMENT}}) {
                bar(strip[0], strip[1], z, 0.04, Shade.clear(0x6E7070, 0.5));
            }
        }
        for (double x : new double[] {-5.0, -6.6, 4.5}) {
            flat(x - 0.02, x + 0.02, 60, NEAR, new Color(0xBDBFBE), new Color(0x929492));
        }
    }

    private void road() {
        flat(-ROAD, ROAD, FAR, NEAR, new Color(0xA9ADB0), new Color(0x5C5F63));
        for (double lane : new double[] {-1.62, 1.62}) {
            for (double track : new double[] {-0.75, 0.75}) {
                double x = lane + track;
                flat(x - 0.28, x + 0.28, 90, NEAR, new Color(0, 0, 0, 4), new Color(0, 0, 0, 22));
            }
        }
        for (double z : new double[] {8.5, 21, 34}) {
            double x = -2.6 + 5 * random.nextDouble();
            brush.fill(
                    List.of(
                            new Point3(x, 0, z),
                            new Point3(x + 1.1, 0, z),
                            new Point3(x + 1.1, 0, z + 1.9),
                            new Point3(x, 0, z + 1.9)),
                    Shade.clear(0x2C2E31, 0.35));
        }
        brush.disc(
                new Point3(0.55, 0, 11.5),
                new Point3(0.33, 0, 0),
                new Point3(0, 0, 0.33),
                new Color(0x474A4D));
        for (double side : new double[] {-1, 1}) {
            double x = side * ROAD;
            flat(x - 0.09, x + 0.09, 120, NEAR, new Color(0xE0E2E1), new Color(0xC6C8C7));
        }
    }

    private void markings() {
        var paint = new Color(0xE9EBEA);
        for (double side : new double[] {-1, 1}) {
            double x = side * 3.12;
            flat(x - 0.06, x + 0.06, 140, NEAR, new Color(0xD5D8D8), paint);
        }
        for (double z = 2; z < 120; z += 6) {
            flat(-0.07, 0.07, z + 3, z, paint, paint);
        }
    }

    /** The outer walls that can be seen, each as a list of corners, near to far. */
    private static List<Point3> wall(int house) {
        double tall = 7 + (house * 37 % 5);
        double start = STARTS[house];
        double end = STARTS[house + 1];
        return List.of(
                new Point3(HOUSES, 0, start),
                new Point3(HOUSES, 0, end),
                new Point3(HOUSES, tall, end),
                new Point3(HOUSES, tall, start));
    }

    /** Every window of the houses, corner by corner. */
    static List<List<Point3>> windows() {
        var windows = new ArrayList<List<Point3>>();
        for (int house = 0; house + 1 < STARTS.length; house++) {
            double tall = wall(house).get(2).y();
            for (double z = STARTS[house] + 0.9; z < STARTS[house + 1] - 1.6; z += 2.4) {
                boolean door = Math.abs(z - STARTS[house] - 3.3) < 0.5;
                for (double y = door ? 3.8 : 1.1; y < tall - 1.6; y += 2.7) {
                    windows.add(pane(z, y, 1.2, 1.5));
                }
            }
        }
        return windows;
    }

    private static List<Point3> pane(double z, double y, double deep, double tall) {
        double x = HOUSES + 0.02;
        return List.of(
                new Point3(x, y, z),
                new Point3(x, y, z + deep),
                new Point3(x, y + tall, z + deep),
                new Point3(x, y + tall, z));
    }

    private void houses() {
        for (int house = STARTS.length - 2; house >= 0; house--) {
            var wall = wall(house);
            double haze = Math.min(0.55, STARTS[house] / 150);
            var facade = Shade.mixed(new Color(FACADES[house % FACADES.length]), HAZE, haze);
            var near = Shade.scaled(facade, 0.82);
            brush.fill(wall, wall.get(0), near, wall.get(2), Shade.scaled(facade, 0.98));
            var front =
                    List.of(
                            wall.get(0),
                            wall.get(3),
                            new Point3(HOUSES - 9, wall.get(3).y(), STARTS[house]),
                            new Point3(HOUSES - 9, 0, STARTS[house]));
            brush.fill(front, facade);
            double start = STARTS[house];
            double end = STARTS[house + 1];
            brush.fill(pane(start, 0, end - start, 0.5), Shade.scaled(facade, 0.62));
            brush.fill(
                    pane(start, wall.get(2).y() - 0.35, end - start, 0.35),
                    Shade.scaled(facade, 0.7));
            double door = start + 2.4 + 0.9;
            brush.fill(pane(door - 0.1, 0, 1.2, 2.3), Shade.mixed(new Color(0xDADDDD), HAZE, haze));
            brush.fill(
                    pane(door, 0, 1.0, 2.2),
                    Shade.mixed(new Color(DOORS[house % DOORS.length]), HAZE, haze));
            brush.fill(pane(start + 0.1, 0, 0.12, wall.get(2).y()), Shade.scaled(facade, 0.72));
        }
        for (var window : windows().reversed()) {
            double haze = Math.min(0.5, window.getFirst().z() / 150);
            brush.fill(window, Shade.mixed(new Color(0xDADDDD), HAZE, haze));
            var inner =
                    List.of(
                            window.get(0).plus(new Point3(0.01, 0.1, 0.1)),
                            window.get(1).plus(new Point3(0.01, 0.1, -0.1)),
                            window.get(2).plus(new Point3(0.01, -0.1, -0.1)),
                            window.get(3).plus(new Point3(0.01, -0.1, 0.1)));
            brush.fill(
                    inner,
                    inner.get(0),
                    Shade.mixed(new Color(0x3A4A57), HAZE, haze),
                    inner.get(2),
                    Shade.mixed(new Color(0x7E97A8), HAZE, haze));
        }
    }

    private void greenery() {
        for (double z = 110; z > 12; z -= 1.1) {
            double haze = Math.min(0.5, z / 160);
            hedge(z, haze);
            if ((int) (z / 1.1) % 9 == 4) {
                tree(8.6 + 2 * random.nextDouble(), z, haze);
            }
        }
    }

    private void hedge(double z, double haze) {
        for (int leaf = 0; leaf < 26; leaf++) {
            double up = (leaf + random.nextDouble()) / 26;
            double x = 6.15 + 1.0 * random.nextDouble();
            var at = new Point3(x, 0.1 + 0.95 * up, z + 1.1 * random.nextDouble());
            leaf(at, 0.1 + 0.13 * random.nextDouble(), 0.62 + 0.45 * up, haze);
        }
    }

    private void tree(double x, double z, double haze) {
        var trunk = Shade.mixed(new Color(0x5B4636), HAZE, haze);
        brush.line(new Point3(x, 0, z), new Point3(x, 3.6, z), 0.26, trunk);
        for (int leaf = 0; leaf < 420; leaf++) {
            double up = (leaf + 0.5) / 420;
            double angle = 2 * Math.PI * random.nextDouble();
            double girth = StrictMath.sin(Math.PI * (0.12 + 0.86 * up));
            double out = 2.0 * girth * StrictMath.sqrt(random.nextDouble());
            double sideways = StrictMath.cos(angle);
            var at =
                    new Point3(x + out * sideways, 2.8 + 3.6 * up, z + out * StrictMath.sin(angle));
            // The sun stands to the left.
            double light = 0.55 + 0.4 * up - 0.12 * sideways * out / 2;
            leaf(at, 0.13 + 0.17 * random.nextDouble(), light, haze);
        }
    }

    private void leaf(Point3 at, double size, double light, double haze) {
        var green = Shade.scaled(new Color(0x5F8440), light * (0.85 + 0.3 * random.nextDouble()));
        brush.spot(at, size, Shade.mixed(green, HAZE, haze));
    }

    private void lamps() {
        for (int lamp = LAMPS - 1; lamp >= 0; lamp--) {
            var head = lampHead(lamp);
            double side = Math.signum(head.x());
            double foot = head.x() + side * 0.9;
            var metal = Shade.mixed(new Color(0x4A5054), HAZE, Math.min(0.5, head.z() / 150));
            brush.line(new Point3(foot, 0, head.z()), new Point3(foot, 5.7, head.z()), 0.13, metal);
            brush.fill(
                    List.of(
                            new Point3(foot, 5.7, head.z()),
                            new Point3(head.x() - side * 0.3, 5.66, head.z()),
                            new Point3(head.x() - side * 0.3, 5.56, head.z()),
                            new Point3(foot, 5.58, head.z())),
                    metal);
        }
    }

    /**
     * A strip of ground between two distances, its colour changing from the far to the near end.
     */
    private void flat(double left, double right, double far, double near, Color away, Color close) {
        double shown = Math.min(far, 40);
        var polygon =
                List.of(
                        new Point3(left, 0, far),
                        new Point3(right, 0, far),
                        new Point3(right, 0, near),
                        new Point3(left, 0, near));
        double end = Math.max(near, 5);
        brush.fill(
                polygon,
                new Point3(0, 0, Math.max(shown, end + 0.5)),
                away,
                new Point3(0, 0, end),
                close);
    }

    private void bar(double left, double right, double z, double deep, Color colour) {
        brush.fill(
                List.of(
                        new Point3(left, 0, z),
                        new Point3(right, 0, z),
                        new Point3(right, 0, z + deep),
                        new Point3(left, 0, z + deep)),
                colour);
    }
}
