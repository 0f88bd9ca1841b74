package io.alpr.vision.synth;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Draws the body of one vehicle; its plate comes later. Lives for one frame. */
final class VehiclePainter {
    private static final int RUBBER = 0x17191B;
    private static final int GLASS = 0x1B2630;
    private static final double WHEEL = 0.33;

    private final Brush brush;
    private final Shade shade;
    private final Light light;

    VehiclePainter(Brush brush, Light light) {
        this.brush = brush;
        this.light = light;
        this.shade = Shade.of(light);
    }

    void paint(Vehicle vehicle, Pose pose) {
        var surface = new Surface(vehicle.body(), pose);
        shadow(vehicle.body(), pose);
        tyres(surface);
        strips(vehicle, surface, true);
        flank(vehicle, surface, pose.x() > 0 ? -1 : 1);
        mirrors(vehicle, surface);
        strips(vehicle, surface, false);
        if (pose.approaching()) {
            nose(surface);
        } else {
            tail(vehicle, surface);
        }
    }

    /** Those beyond the cabin come before it, those on this side of it after. */
    private void strips(Vehicle vehicle, Surface surface, boolean beyond) {
        boolean nose = surface.pose().approaching();
        IntStream.range(0, surface.strips())
                .filter(strip -> surface.isSeen(surface.whole(strip)))
                .filter(
                        strip ->
                                beyond
                                        == (nose
                                                ? strip > Surface.REAR_WINDOW
                                                : strip < Surface.WINDSCREEN))
                .boxed()
                .sorted(Comparator.comparingDouble(strip -> -surface.at(strip, 0, 0.5).z()))
                .forEach(strip -> strip(vehicle, surface, strip));
    }

    /** Softer outwards, thrown away from the sun by day. */
    private void shadow(BodyShape body, Pose pose) {
        double thrown = light == Light.DAY ? 0.45 : 0;
        for (int layer = 9; layer >= 0; layer--) {
            double out = 0.03 * layer - 0.02;
            double half = body.halfWidth() + out;
            double far = body.length() + out;
            brush.fill(
                    List.of(
                            pose.facing(-half, 0.01, -out * 0.7),
                            pose.facing(half, 0.01, -out * 0.7),
                            pose.facing(half + thrown, 0.01, 0.3),
                            pose.facing(half + thrown, 0.01, far + thrown),
                            pose.facing(-half + thrown, 0.01, far + thrown),
                            pose.facing(-half, 0.01, far)),
                    Shade.clear(0x0A0C10, 0.105));
        }
    }

    /** Their treads, as far as they show below the body. */
    private void tyres(Surface surface) {
        var pose = surface.pose();
        double outer = surface.body().halfWidth() - 0.03;
        for (int side : new int[] {-1, 1}) {
            for (double depth : new double[] {surface.body().length() - 0.6, 0.55}) {
                brush.fill(
                        List.of(
                                pose.facing(side * outer, 0, depth),
                                pose.facing(side * (outer - 0.21), 0, depth),
                                pose.facing(side * (outer - 0.21), 0.45, depth),
                                pose.facing(side * outer, 0.45, depth)),
                        shade.even(RUBBER));
            }
        }
    }

    private void strip(Vehicle vehicle, Surface surface, int strip) {
        var normal = surface.normal(strip);
        boolean lowest = strip == 0 || strip == surface.strips() - 1;
        int colour = lowest ? 0x26282A : vehicle.colour();
        var lit = shade.lit(colour, normal);
        var whole = surface.whole(strip);
        brush.fill(
                whole,
                surface.at(strip, 0, 0),
                Shade.scaled(lit, 0.94),
                surface.at(strip, 0, 1),
                Shade.scaled(lit, 1.05));
        if (strip == Surface.WINDSCREEN || strip == Surface.REAR_WINDOW) {
            window(surface, strip);
        }
        if (strip == Surface.BONNET) {
            crease(surface, lit);
        }
    }

    private void window(Surface surface, int strip) {
        boolean front = strip == Surface.WINDSCREEN;
        double low = front ? 0.05 : 0.9;
        double high = front ? 0.93 : 0.1;
        var dark = shade.even(GLASS);
        var mirrored = Shade.mixed(dark, shade.sky(), light == Light.DAY ? 0.42 : 0.12);
        brush.fill(
                surface.part(strip, -0.9, 0.9, low, high),
                surface.at(strip, 0, low),
                dark,
                surface.at(strip, 0, high),
                mirrored);
        if (front) {
            for (double seat : new double[] {-0.45, 0.45}) {
                brush.fill(
                        surface.part(strip, seat - 0.14, seat + 0.14, 0.3, 0.62),
                        Shade.clear(0x0B0E12, 0.35));
            }
        }
        brush.fill(
                List.of(
                        surface.at(strip, -0.55, low),
                        surface.at(strip, -0.3, low),
                        surface.at(strip, 0.15, high),
                        surface.at(strip, -0.25, high)),
                Shade.clear(0xFFFFFF, light == Light.DAY ? 0.1 : 0.03));
    }

    private void crease(Surface surface, Color lit) {
        for (double side : new double[] {-0.55, 0.5}) {
            brush.fill(
                    surface.part(Surface.BONNET, side, side + 0.04, 0.05, 0.95),
                    Shade.scaled(lit, 0.92));
        }
    }

    private void flank(Vehicle vehicle, Surface surface, int side) {
        var cabin = surface.cabinOutline(side);
        var lower = lowerFlank(surface, side);
        var normal = surface.outward(surface.cabinPart(side, 0, 1, 0, 1));
        var lit = shade.lit(vehicle.colour(), normal);
        brush.fill(
                lower,
                surface.flank(side, 0.95, 2),
                Shade.scaled(lit, 1.05),
                surface.flank(side, 0.25, 2),
                Shade.scaled(lit, 0.72));
        wheels(surface, side);
        brush.fill(cabin, lit);
        boolean van = vehicle.body().equals(BodyShape.VAN);
        var glass = shade.even(GLASS);
        var bright = Shade.mixed(glass, shade.sky(), light == Light.DAY ? 0.3 : 0.08);
        double[][] windows =
                van ? new double[][] {{0.04, 0.3}} : new double[][] {{0.05, 0.47}, {0.52, 0.94}};
        for (double[] window : windows) {
            brush.fill(
                    surface.cabinPart(side, window[0], window[1], 0.1, 0.86),
                    surface.cabin(side, 0.5, 0.1),
                    glass,
                    surface.cabin(side, 0.5, 0.86),
                    bright);
        }
        doors(surface, side, lit);
    }

    private static List<Point3> lowerFlank(Surface surface, int side) {
        var corners = new ArrayList<Point3>();
        for (int strip = 0; strip < Surface.WINDSCREEN; strip++) {
            corners.add(surface.at(strip, side, 0));
        }
        corners.add(surface.at(Surface.WINDSCREEN, side, 0));
        for (int strip = Surface.REAR_WINDOW; strip < surface.strips(); strip++) {
            corners.add(surface.at(strip, side, 1));
        }
        return corners;
    }

    private void doors(Surface surface, int side, Color lit) {
        var line = Shade.scaled(lit, 0.6);
        double length = surface.body().length();
        for (double share : new double[] {0.3, 0.52, 0.72}) {
            double z = length * share;
            brush.fill(
                    List.of(
                            surface.flank(side, 0.32, z),
                            surface.flank(side, 0.32, z + 0.025),
                            surface.flank(side, 0.92, z + 0.025),
                            surface.flank(side, 0.92, z)),
                    line);
        }
        brush.fill(
                List.of(
                        surface.flank(side, 0.22, 1.2),
                        surface.flank(side, 0.22, length - 1.2),
                        surface.flank(side, 0.3, length - 1.2),
                        surface.flank(side, 0.3, 1.2)),
                shade.even(0x202224));
    }

    private void wheels(Surface surface, int side) {
        var up = new Point3(0, 1, 0);
        for (double z : new double[] {0.85, surface.body().length() - 0.85}) {
            var middle = surface.flank(side, WHEEL, z);
            var ahead = surface.flank(side, WHEEL, z + 1).minus(middle);
            brush.disc(middle, ahead.times(0.39), up.times(0.4), shade.even(0x0D0E10));
            brush.disc(middle, ahead.times(WHEEL), up.times(WHEEL), shade.even(0x222427));
            brush.disc(middle, ahead.times(0.22), up.times(0.22), shade.even(0x9BA1A6));
            brush.disc(middle, ahead.times(0.17), up.times(0.17), shade.even(0x5C6166));
            brush.disc(middle, ahead.times(0.06), up.times(0.06), shade.even(0xA9AFB4));
        }
    }

    private void mirrors(Vehicle vehicle, Surface surface) {
        var pose = surface.pose();
        var cowl = vehicle.body().ribs().get(Surface.WINDSCREEN);
        double y = cowl.y() + 0.02;
        double z = cowl.fromNose() + 0.32;
        for (int side : new int[] {-1, 1}) {
            double inner = side * (cowl.halfWidth() - 0.04);
            double outer = side * (cowl.halfWidth() + 0.17);
            brush.fill(
                    List.of(
                            pose.along(inner, y + 0.02, z),
                            pose.along(outer, y, z),
                            pose.along(outer, y + 0.13, z),
                            pose.along(inner + side * 0.06, y + 0.13, z)),
                    shade.lit(vehicle.colour(), new Point3(0, 0.3, -0.9)));
        }
    }

    private void nose(Surface surface) {
        int strip = Surface.NOSE;
        brush.fill(surface.part(0, -0.62, 0.62, 0.35, 0.95), shade.even(0x101214));
        brush.fill(surface.part(strip, -0.5, 0.5, 0.62, 1), shade.even(0x121416));
        for (double bar : new double[] {0.7, 0.82, 0.93}) {
            brush.fill(surface.part(strip, -0.48, 0.48, bar, bar + 0.03), shade.even(0x6E7478));
        }
        for (int side : new int[] {-1, 1}) {
            brush.fill(headlamp(surface, side, 0), shade.even(0x22262A));
            brush.fill(headlamp(surface, side, 0.05), lamp(0xC9D6E2));
            var bulb = surface.at(strip, side * 0.83, 0.86);
            brush.disc(bulb, new Point3(0.055, 0, 0), new Point3(0, 0.05, 0), lamp(0xFBFDFF));
            brush.fill(surface.part(0, side * 0.72, side * 0.9, 0.45, 0.9), shade.even(0x0C0D0F));
        }
        var badge = surface.at(2, 0, 0.35);
        brush.disc(badge, new Point3(0.05, 0, 0), new Point3(0, 0.04, 0), shade.even(0xBFC4C8));
    }

    /** From the nose over its upper edge, slanted towards the side. */
    private static List<Point3> headlamp(Surface surface, int side, double inset) {
        int strip = Surface.NOSE;
        return List.of(
                surface.at(strip, side * (0.55 + inset), 0.8 + inset),
                surface.at(strip, side * 0.8, 0.66 + inset),
                surface.at(strip, side * (0.98 - inset), 0.66 + inset),
                surface.at(strip + 1, side * (0.99 - inset), 0.6 - inset),
                surface.at(strip + 1, side * 0.8, 0.2 - inset),
                surface.at(strip + 1, side * (0.55 + inset), 0.1 - inset));
    }

    private void tail(Vehicle vehicle, Surface surface) {
        int strip = Surface.TAIL;
        boolean saloon = vehicle.body().equals(BodyShape.SALOON);
        for (int side : new int[] {-1, 1}) {
            brush.fill(surface.part(strip, side * 0.58, side * 0.98, 0.02, 0.5), lamp(0x7E1015));
            brush.fill(surface.part(strip, side * 0.62, side * 0.95, 0.07, 0.28), lamp(0xD8222A));
            if (!saloon) {
                brush.fill(
                        surface.part(strip - 1, side * 0.78, side * 0.99, 0.2, 1), lamp(0xB01A20));
            }
        }
        int bumper = surface.strips() - 2;
        brush.fill(surface.part(bumper, -1, 1, 0.45, 0.55), shade.even(0x303336));
        var exhaust = surface.at(surface.strips() - 1, -0.6, 0.5);
        brush.disc(exhaust, new Point3(0.05, 0, 0), new Point3(0, 0.04, 0), shade.even(0x9A9FA3));
    }

    /** Lamps shine by night and are merely clean by day. */
    private Color lamp(int colour) {
        return light == Light.NIGHT ? new Color(colour) : shade.even(colour);
    }
}
