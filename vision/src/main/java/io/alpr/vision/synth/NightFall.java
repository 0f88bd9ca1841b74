package io.alpr.vision.synth;

import java.awt.image.BufferedImage;
import java.util.Random;

/**
 * Turns a street by day into one by night: little light of a bluish colour, lamps and their shine
 * on the road, some lit windows.
 *
 * @param settings of the scene
 * @param camera without shake
 */
record NightFall(SceneSettings settings, RoadCamera camera) {
    private static final double[] LIGHT = {0.15, 0.17, 0.25};
    private static final int SODIUM = 0xFFC98A;
    private static final double[] LAMPLIGHT = {0.62, 0.5, 0.34};

    /** Distance from the foot of a lamp at which its light is a quarter, metres. */
    private static final double LAMP_REACH = 3.2;

    int[] fall(int[] day, int width) {
        int height = day.length / width;
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, width, height, darkened(day, width), 0, width);
        var graphics = image.createGraphics();
        graphics.translate(Shake.MARGIN, Shake.MARGIN);
        var brush = new Brush(graphics, camera);
        for (int lamp = StreetPainter.LAMPS - 1; lamp >= 0; lamp--) {
            var head = StreetPainter.lampHead(lamp);
            brush.glow(head, 1.5, SODIUM, 0.9);
        }
        windows(brush);
        graphics.dispose();
        return image.getRGB(0, 0, width, height, null, 0, width);
    }

    private int[] darkened(int[] day, int width) {
        var night = new int[day.length];
        for (int i = 0; i < day.length; i++) {
            double lamps = lampLight(i % width - Shake.MARGIN, i / width - Shake.MARGIN);
            for (int c = 0; c < 3; c++) {
                int shift = 16 - 8 * c;
                double light = LIGHT[c] + LAMPLIGHT[c] * lamps;
                night[i] |= (int) Math.min(255, ((day[i] >> shift) & 255) * light) << shift;
            }
        }
        return night;
    }

    /** The shine of the street lamps on the ground that a pixel shows, 0 to about 1. */
    private double lampLight(int x, int y) {
        if (y <= camera.horizon() + 2) {
            return 0;
        }
        var ground = camera.onRoad(x, y);
        double sum = 0;
        for (int lamp = 0; lamp < StreetPainter.LAMPS; lamp++) {
            var away = ground.minus(StreetPainter.lampHead(lamp));
            double square = away.x() * away.x() + away.z() * away.z();
            double falling = 1 + square / (LAMP_REACH * LAMP_REACH);
            sum += 1 / (falling * falling);
        }
        return sum;
    }

    private void windows(Brush brush) {
        var random = new Random(settings.seed() ^ 0x11F7);
        for (var window : StreetPainter.windows()) {
            if (random.nextInt(4) == 0) {
                brush.fill(window, Shade.clear(0xFFD694, 0.75));
            }
        }
    }
}
