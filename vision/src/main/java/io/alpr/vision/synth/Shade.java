package io.alpr.vision.synth;

import java.awt.Color;

/**
 * How bright surfaces are under a light: a share of all-round light and a share by the angle to the
 * sun (Lambert). Immutable.
 *
 * @param ambient all-round light, share of full brightness
 * @param sun light of a surface that faces the sun, share of full brightness
 * @param sky what flat surfaces mirror
 * @param mirrored how much of it
 */
record Shade(double ambient, double sun, Color sky, double mirrored) {
    /** Where the sun stands: behind the camera to the left. */
    private static final Point3 SUN = new Point3(-0.45, 0.75, -0.5).normalized();

    static Shade of(Light light) {
        return switch (light) {
            case DAY -> new Shade(0.52, 0.55, new Color(0xC9DDF0), 0.22);
            case NIGHT -> new Shade(0.13, 0.1, new Color(0x4A4436), 0.1);
        };
    }

    /** A colour as it looks on a surface. */
    Color lit(int colour, Point3 normal) {
        double light = ambient + sun * Math.max(0, normal.dot(SUN));
        var plain = scaled(new Color(colour), light);
        return mixed(plain, sky, mirrored * Math.max(0, normal.y()));
    }

    /** A colour under all-round light with some sun. */
    Color even(int colour) {
        return scaled(new Color(colour), ambient + 0.6 * sun);
    }

    static Color scaled(Color colour, double factor) {
        return new Color(
                channel(colour.getRed() * factor),
                channel(colour.getGreen() * factor),
                channel(colour.getBlue() * factor));
    }

    static Color mixed(Color a, Color b, double share) {
        return new Color(
                channel(a.getRed() + (b.getRed() - a.getRed()) * share),
                channel(a.getGreen() + (b.getGreen() - a.getGreen()) * share),
                channel(a.getBlue() + (b.getBlue() - a.getBlue()) * share));
    }

    static Color clear(int colour, double opacity) {
        return new Color(
                (colour >> 16) & 255, (colour >> 8) & 255, colour & 255, channel(255 * opacity));
    }

    private static int channel(double value) {
        return Math.clamp(Math.round(value), 0, 255);
    }
}
