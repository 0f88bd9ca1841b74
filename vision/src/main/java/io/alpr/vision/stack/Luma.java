package io.alpr.vision.stack;

import io.alpr.vision.image.RgbPicture;

/**
 * Brightness of a picture, smoothed a little, row by row from the top left. Not copied.
 *
 * @param width columns, at least 1
 * @param height rows, at least 1
 * @param values 0 to 255
 */
record Luma(int width, int height, float[] values) {
    /** Of a picture by BT.601, with a binomial of five taps each way. */
    static Luma of(RgbPicture picture) {
        byte[] rgb = picture.rgb();
        var values = new float[rgb.length / 3];
        for (int i = 0; i < values.length; i++) {
            values[i] =
                    0.299f * (rgb[3 * i] & 255)
                            + 0.587f * (rgb[3 * i + 1] & 255)
                            + 0.114f * (rgb[3 * i + 2] & 255);
        }
        var plain = new Luma(picture.width(), picture.height(), values);
        return plain.smoothed(1, 0).smoothed(1, 0).smoothed(0, 1).smoothed(0, 1);
    }

    private Luma smoothed(int right, int down) {
        var out = new float[values.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                float before = at(Math.max(0, x - right), Math.max(0, y - down));
                float after = at(Math.min(width - 1, x + right), Math.min(height - 1, y + down));
                out[y * width + x] = (before + 2 * at(x, y) + after) / 4;
            }
        }
        return new Luma(width, height, out);
    }

    float at(int x, int y) {
        return values[y * width + x];
    }

    /** Whether a place lies between pixels. */
    boolean holds(double x, double y) {
        return x >= 0 && y >= 0 && x <= width - 1 && y <= height - 1;
    }

    /** At a place that lies between pixels, linear in both directions. */
    double between(double x, double y) {
        int left = Math.min((int) x, width - 2);
        int top = Math.min((int) y, height - 2);
        double share = x - left;
        double above = at(left, top) + (at(left + 1, top) - at(left, top)) * share;
        double below = at(left, top + 1) + (at(left + 1, top + 1) - at(left, top + 1)) * share;
        return above + (below - above) * (y - top);
    }
}
