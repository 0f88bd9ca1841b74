package io.alpr.vision.synth;

import java.awt.image.BufferedImage;

/** Everything that does not move, drawn once with a margin for the camera's shaking. Immutable. */
final class Background {
    private final int[] pixels;
    private final int width;

    private Background(int[] pixels, int width) {
        this.pixels = pixels;
        this.width = width;
    }

    static Background paint(SceneSettings settings) {
        int width = settings.format().width() + 2 * Shake.MARGIN;
        int height = settings.format().height() + 2 * Shake.MARGIN;
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.translate(Shake.MARGIN, Shake.MARGIN);
        var camera = new RoadCamera(settings.format().width(), settings.format().height(), 0, 0);
        new StreetPainter(new Brush(graphics, camera), settings.seed()).paint();
        graphics.dispose();
        int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
        Grain.strew(pixels, width, settings.seed());
        if (settings.light() == Light.NIGHT) {
            var night = new NightFall(settings, camera);
            pixels = night.fall(pixels, width);
        }
        return new Background(pixels, width);
    }

    /** Copies what the camera sees into a picture of its size. */
    void copyTo(int[] target, RoadCamera camera) {
        int left = Shake.MARGIN - camera.shiftX();
        int top = Shake.MARGIN - camera.shiftY();
        for (int y = 0; y < camera.height(); y++) {
            System.arraycopy(
                    pixels, (y + top) * width + left, target, y * camera.width(), camera.width());
        }
    }
}
