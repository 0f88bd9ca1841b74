package io.alpr.pilot;

import io.alpr.pilot.source.VideoWriter;
import io.alpr.vision.image.RgbPicture;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** Writes the videos of tests. */
public final class Videos {
    /** When every one of them begins, as it says itself. */
    public static final Instant START = Instant.parse("2026-03-04T05:06:07Z");

    /** Frames a second of every one of them. */
    public static final int RATE = 10;

    private Videos() {}

    /** So many frames of a street. */
    public static Path write(Path file, BarStreet street, int frames) throws IOException {
        return write(file, street, frames, 1);
    }

    /** The same with so many times as many columns and rows. */
    public static Path write(Path file, BarStreet street, int frames, int times)
            throws IOException {
        var format =
                new VideoWriter.Format(
                        times * BarStreet.WIDTH,
                        times * BarStreet.HEIGHT,
                        RATE,
                        times * 4_000_000,
                        START);
        try (var writer = new VideoWriter(file, format)) {
            for (int i = 0; i < frames; i++) {
                writer.add(larger(street.frame(i), times));
            }
        }
        return file;
    }

    /** A picture with so many times as many columns and rows. */
    public static RgbPicture larger(RgbPicture picture, int times) {
        int width = times * picture.width();
        int height = times * picture.height();
        var rgb = new byte[3 * width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int from = 3 * (y / times * picture.width() + x / times);
                System.arraycopy(picture.rgb(), from, rgb, 3 * (y * width + x), 3);
            }
        }
        return new RgbPicture(width, height, rgb);
    }
}
