package io.alpr.vision.synth;

import java.util.List;

/**
 * Puts a flat plate into a picture in perspective, moved during the exposure. Every pixel is the
 * mean of samples over its area and over time, so edges are smooth and motion blurs as in a camera.
 * Stateless.
 */
final class PlateWarp {
    /** Samples along each side of a pixel. */
    private static final int SAMPLES = 3;

    private PlateWarp() {}

    /**
     * @param pixels of the picture, 0xRRGGBB, row by row
     * @param width columns of the picture
     * @param quads the plate's corners at moments of the exposure, each of top left, top right,
     *     bottom right, bottom left, in pixels; at least one
     * @param light red, green and blue share of light that falls on the plate
     */
    static void draw(
            int[] pixels, int width, List<List<Point2>> quads, Texture texture, double[] light) {
        int height = pixels.length / width;
        var maps = quads.stream().map(Homography::onto).toList();
        var all = quads.stream().flatMap(List::stream).toList();
        int left = floor(all.stream().mapToDouble(Point2::x).min().orElseThrow(), width);
        int right = floor(all.stream().mapToDouble(Point2::x).max().orElseThrow() + 1, width);
        int top = floor(all.stream().mapToDouble(Point2::y).min().orElseThrow(), height);
        int bottom = floor(all.stream().mapToDouble(Point2::y).max().orElseThrow() + 1, height);
        int level = texture.levelFor(texelsPerSample(quads.getFirst(), texture));
        var sum = new float[3];
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                int hits = sample(maps, texture, level, x, y, sum);
                if (hits > 0) {
                    int at = y * width + x;
                    double covered = (double) hits / (SAMPLES * SAMPLES * maps.size());
                    pixels[at] = blend(pixels[at], sum, hits, covered, light);
                }
            }
        }
    }

    private static int sample(
            List<Homography> maps, Texture texture, int level, int x, int y, float[] sum) {
        sum[0] = 0;
        sum[1] = 0;
        sum[2] = 0;
        int hits = 0;
        for (var map : maps) {
            for (int i = 0; i < SAMPLES * SAMPLES; i++) {
                int row = i / SAMPLES;
                double sx = x + (i % SAMPLES + 0.5) / SAMPLES;
                double sy = y + (row + 0.5) / SAMPLES;
                double u = map.u(sx, sy);
                double v = map.v(sx, sy);
                if (u >= 0 && u <= 1 && v >= 0 && v <= 1) {
                    texture.addTo(sum, level, u, v);
                    hits++;
                }
            }
        }
        return hits;
    }

    private static int blend(int under, float[] sum, int hits, double covered, double[] light) {
        int result = 0;
        for (int c = 0; c < 3; c++) {
            int shift = 16 - 8 * c;
            double over = sum[c] / hits * light[c];
            double mixed = ((under >> shift) & 255) * (1 - covered) + over * covered;
            result |= Math.clamp(Math.round(mixed), 0, 255) << shift;
        }
        return result;
    }

    /** Texels between two samples, along the finer direction, so that text stays crisp. */
    private static double texelsPerSample(List<Point2> quad, Texture texture) {
        double across = length(quad.get(0), quad.get(1));
        double down = length(quad.get(1), quad.get(2));
        return Math.min(texture.width() / across, texture.height() / down) / SAMPLES;
    }

    private static double length(Point2 a, Point2 b) {
        return StrictMath.hypot(a.x() - b.x(), a.y() - b.y());
    }

    private static int floor(double value, int limit) {
        return Math.clamp((long) Math.floor(value), 0, limit);
    }
}
