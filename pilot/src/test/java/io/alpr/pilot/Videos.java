package io.alpr.pilot;

import io.alpr.pilot.source.VideoWriter;
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
        var format =
                new VideoWriter.Format(BarStreet.WIDTH, BarStreet.HEIGHT, RATE, 4_000_000, START);
        try (var writer = new VideoWriter(file, format)) {
            for (int i = 0; i < frames; i++) {
                writer.add(street.frame(i));
            }
        }
        return file;
    }
}
