package io.alpr.vision.synth;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * A flat picture that can be looked at from afar: each level has half the size of the one before,
 * each of its pixels the mean of four (Williams, SIGGRAPH 1983). Immutable.
 */
final class Texture {
    private final List<Level> levels;

    /** Red, green, blue in turn, 0 to 255. */
    private record Level(int width, int height, float[] rgb) {
        float at(int x, int y, int channel) {
            return rgb[3 * (y * width + x) + channel];
        }
    }

    Texture(BufferedImage image) {
        var all = new ArrayList<Level>();
        var level = level(image);
        all.add(level);
        while (level.width > 16 && level.height > 8) {
            level = halved(level);
            all.add(level);
        }
        levels = List.copyOf(all);
    }

    int width() {
        return levels.getFirst().width;
    }

    int height() {
        return levels.getFirst().height;
    }

    /**
     * The level to look at when one pixel of the picture covers so many texels.
     *
     * @param texels along one side
     */
    int levelFor(double texels) {
        int level = 0;
        double covered = texels;
        while (covered > 1.6 && level < levels.size() - 1) {
            covered /= 2;
            level++;
        }
        return level;
    }

    /**
     * Adds the colour at a place, bilinear between texels, to a sum.
     *
     * @param u 0 at the left edge to 1 at the right
     * @param v 0 at the top to 1 at the bottom
     */
    void addTo(float[] sum, int levelIndex, double u, double v) {
        var level = levels.get(levelIndex);
        double x = Math.clamp(u * level.width - 0.5, 0, level.width - 1.0);
        double y = Math.clamp(v * level.height - 0.5, 0, level.height - 1.0);
        int x0 = (int) x;
        int y0 = (int) y;
        int x1 = Math.min(x0 + 1, level.width - 1);
        int y1 = Math.min(y0 + 1, level.height - 1);
        float fx = (float) (x - x0);
        float fy = (float) (y - y0);
        for (int c = 0; c < 3; c++) {
            float top = mix(level.at(x0, y0, c), level.at(x1, y0, c), fx);
            float bottom = mix(level.at(x0, y1, c), level.at(x1, y1, c), fx);
            sum[c] += mix(top, bottom, fy);
        }
    }

    private static float mix(float a, float b, float share) {
        return a + (b - a) * share;
    }

    private static Level level(BufferedImage image) {
        int[] pixels =
                image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        var rgb = new float[3 * pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            rgb[3 * i] = (pixels[i] >> 16) & 255;
            rgb[3 * i + 1] = (pixels[i] >> 8) & 255;
            rgb[3 * i + 2] = pixels[i] & 255;
        }
        return new Level(image.getWidth(), image.getHeight(), rgb);
    }

    private static Level halved(Level level) {
        int width = level.width / 2;
        int height = level.height / 2;
        var rgb = new float[3 * width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < 3; c++) {
                    float sum =
                            level.at(2 * x, 2 * y, c)
                                    + level.at(2 * x + 1, 2 * y, c)
                                    + level.at(2 * x, 2 * y + 1, c)
                                    + level.at(2 * x + 1, 2 * y + 1, c);
                    rgb[3 * (y * width + x) + c] = sum / 4;
                }
            }
        }
        return new Level(width, height, rgb);
    }
}
