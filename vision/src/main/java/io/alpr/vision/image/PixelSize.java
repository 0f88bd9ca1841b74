package io.alpr.vision.image;

/**
 * Columns and rows.
 *
 * @param width columns, at least 1
 * @param height rows, at least 1
 */
public record PixelSize(int width, int height) {
    public PixelSize {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "Size must be 1x1 or larger, got: %dx%d".formatted(width, height));
        }
    }
}
