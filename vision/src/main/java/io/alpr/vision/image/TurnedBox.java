package io.alpr.vision.image;

/**
 * A rectangle of a picture that is turned about its middle.
 *
 * @param x middle, pixels from the left edge
 * @param y middle, pixels from the top edge
 * @param width along its own upper edge, pixels, above 0
 * @param height pixels, above 0
 * @param angle of its upper edge, radians; above 0 where its right end is the lower one
 */
public record TurnedBox(double x, double y, double width, double height, double angle) {
    private static final int COLUMNS_MIN = 12;
    private static final int ROWS_MIN = 8;

    /**
     * Pixels around it that its own are made of: next to the edge of a crop colours are guessed.
     */
    private static final int AROUND = 3;

    public TurnedBox {
        if (!(width > 0 && height > 0 && Double.isFinite(x + y + width + height + angle))) {
            throw new IllegalArgumentException(
                    "a turned box has a width and a height above 0, got: %s x %s at %s, %s"
                            .formatted(width, height, x, y));
        }
    }

    /**
     * The same with a margin.
     *
     * @param margin on each side as a share of the width and of the height, above -0.5
     */
    public TurnedBox padded(double margin) {
        return new TurnedBox(x, y, width * (1 + 2 * margin), height * (1 + 2 * margin), angle);
    }

    /**
     * What it shows of a picture, turned upright, at the picture's own scale and linear between its
     * pixels; beyond the picture its edge is repeated.
     */
    public RgbPicture cut(Picture picture) {
        int columns = Math.max(COLUMNS_MIN, (int) Math.round(width));
        int rows = Math.max(ROWS_MIN, (int) Math.round(height));
        var around = around(picture);
        var from = picture.crop(around);
        var rgb = new byte[3 * columns * rows];
        double right = Math.cos(angle);
        double down = Math.sin(angle);
        for (int row = 0; row < rows; row++) {
            double v = ((row + 0.5) / rows - 0.5) * height;
            for (int column = 0; column < columns; column++) {
                double u = ((column + 0.5) / columns - 0.5) * width;
                sample(
                        from,
                        x + u * right - v * down - around.x() - 0.5,
                        y + u * down + v * right - around.y() - 0.5,
                        rgb,
                        3 * (row * columns + column));
            }
        }
        return new RgbPicture(columns, rows, rgb);
    }

    /**
     * The part of the picture that its pixels are made of, and a single one where there is none.
     */
    private PixelBox around(Picture picture) {
        double halfWidth = extent(width, height) / 2 + AROUND;
        double halfHeight = extent(height, width) / 2 + AROUND;
        int left = (int) Math.clamp(x - halfWidth, 0, picture.width() - 1);
        int top = (int) Math.clamp(y - halfHeight, 0, picture.height() - 1);
        int right = (int) Math.clamp(Math.ceil(x + halfWidth), left + 1, picture.width());
        int bottom = (int) Math.clamp(Math.ceil(y + halfHeight), top + 1, picture.height());
        return new PixelBox(left, top, right - left, bottom - top);
    }

    private double extent(double along, double across) {
        return along * Math.abs(Math.cos(angle)) + across * Math.abs(Math.sin(angle));
    }

    private static void sample(RgbPicture from, double x, double y, byte[] to, int at) {
        double column = Math.clamp(x, 0, from.width() - 1);
        double row = Math.clamp(y, 0, from.height() - 1);
        int left = (int) column;
        int top = (int) row;
        int right = Math.min(left + 1, from.width() - 1);
        int bottom = Math.min(top + 1, from.height() - 1);
        for (int channel = 0; channel < 3; channel++) {
            double above = between(from, left, right, top, channel, column - left);
            double below = between(from, left, right, bottom, channel, column - left);
            to[at + channel] = (byte) (int) (above + (below - above) * (row - top) + 0.5);
        }
    }

    private static double between(
            RgbPicture from, int left, int right, int row, int channel, double share) {
        int first = 3 * row * from.width() + channel;
        double here = from.rgb()[first + 3 * left] & 255;
        return here + ((from.rgb()[first + 3 * right] & 255) - here) * share;
    }
}
