package io.alpr.vision.image;

/**
 * A box of whole pixels in one picture: origin top left, x to the right, y down, half-open, so that
 * it covers columns {@code x .. x + width - 1} and rows {@code y .. y + height - 1}.
 *
 * <p>A box always lies inside its picture: make one from model output by {@link #clipped}.
 * Immutable.
 *
 * @param x left column, pixels, at least 0
 * @param y top row, pixels, at least 0
 * @param width columns, at least 1
 * @param height rows, at least 1
 */
public record PixelBox(int x, int y, int width, int height) {
    public PixelBox {
        if (x < 0 || y < 0 || width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "PixelBox must start at 0,0 or later and be 1x1 or larger, got: x=%d y=%d width=%d height=%d"
                            .formatted(x, y, width, height));
        }
    }

    /**
     * The part of the rectangle between two corners that lies inside a picture, grown outwards to
     * whole pixels; where nothing lies inside, the pixel of the picture that is nearest.
     *
     * @param left left edge, pixels, any finite value
     * @param top top edge, pixels, any finite value
     * @param right right edge, exclusive
     * @param bottom bottom edge, exclusive
     * @param pictureWidth columns of the picture, at least 1
     * @param pictureHeight rows of the picture, at least 1
     */
    public static PixelBox clipped(
            double left,
            double top,
            double right,
            double bottom,
            int pictureWidth,
            int pictureHeight) {
        int x0 = Math.clamp((long) Math.floor(left), 0, pictureWidth - 1);
        int y0 = Math.clamp((long) Math.floor(top), 0, pictureHeight - 1);
        int x1 = Math.clamp((long) Math.ceil(right), x0 + 1, pictureWidth);
        int y1 = Math.clamp((long) Math.ceil(bottom), y0 + 1, pictureHeight);
        return new PixelBox(x0, y0, x1 - x0, y1 - y0);
    }

    /** First column to the right of the box. */
    public int right() {
        return x + width;
    }

    /** First row below the box. */
    public int bottom() {
        return y + height;
    }

    /** Pixels covered. */
    public long area() {
        return (long) width * height;
    }

    /** Intersection over union with another box of the same picture, 0 to 1. */
    public double iou(PixelBox other) {
        long w = (long) Math.min(right(), other.right()) - Math.max(x, other.x);
        long h = (long) Math.min(bottom(), other.bottom()) - Math.max(y, other.y);
        if (w <= 0 || h <= 0) {
            return 0;
        }
        long shared = w * h;
        return (double) shared / (area() + other.area() - shared);
    }

    /** Whether all of another box of the same picture lies in this one. */
    public boolean contains(PixelBox other) {
        return x <= other.x
                && y <= other.y
                && right() >= other.right()
                && bottom() >= other.bottom();
    }

    /** The smallest box that contains this one and another of the same picture. */
    public PixelBox hull(PixelBox other) {
        int left = Math.min(x, other.x);
        int top = Math.min(y, other.y);
        return new PixelBox(
                left,
                top,
                Math.max(right(), other.right()) - left,
                Math.max(bottom(), other.bottom()) - top);
    }

    /**
     * This box with a margin on each side, clipped to the picture.
     *
     * @param horizontal margin left and right as a share of the width, 0 = none
     * @param vertical margin above and below as a share of the height, 0 = none
     */
    public PixelBox grown(double horizontal, double vertical, int pictureWidth, int pictureHeight) {
        double dx = width * horizontal;
        double dy = height * vertical;
        return clipped(x - dx, y - dy, right() + dx, bottom() + dy, pictureWidth, pictureHeight);
    }

    /**
     * The same to the nearest whole pixels, as the crops that readers learn from are cut: grown
     * outwards, a small plate has another tenth of margin.
     *
     * @param margin on each side as a share of the width and of the height, above -0.5
     */
    public PixelBox padded(double margin, int pictureWidth, int pictureHeight) {
        double dx = width * margin;
        double dy = height * margin;
        return clipped(
                Math.rint(x - dx),
                Math.rint(y - dy),
                Math.rint(right() + dx),
                Math.rint(bottom() + dy),
                pictureWidth,
                pictureHeight);
    }
}
