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

    int[] fall(int[] day, int width) {
        int height = day.length / width;
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, width, height, darkened(day), 0, width);
        var graphics = image.createGraphics();
        graphics.translate(Shake.MARGIN, Shake.MARGIN);
        var brush = new Brush(graphics, camera);
        for (int lamp = StreetPainter.LAMPS - 1; lamp >= 0; lamp--) {
            var head = StreetPainter.lampHead(lamp);
            pool(brush, head);
            brush.glow(head, 1.5, SODIUM, 0.9);
        }
        windows(brush);
        graphics.dispose();
        return image.getRGB(0, 0, width, height, null, 0, width);
    }

    private static int[] darkened(int[] day) {
        var night = new int[day.length];
        for (int i = 0; i < day.length; i++) {
            int red = (int) (((day[i] >> 16) & 255) * LIGHT[0]);
            int green = (int) (((day[i] >> 8) & 255) * LIGHT[1]);
            int blue = (int) ((day[i] & 255) * LIGHT[2]);
            night[i] = red << 16 | green << 8 | blue;
        }
        return night;
    }

    /** The shine of a lamp on the ground below it. */
    private static void pool(Brush brush, Point3 head) {
        for (int ring = 32; ring >= 1; ring--) {
            double radius = 0.19 * ring;
            brush.disc(
                    new Point3(head.x(), 0.01, head.z()),
                    new Point3(radius, 0, 0),
                    new Point3(0, 0, radius * 1.5),
                    Shade.clear(SODIUM, 0.012));
        }
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
