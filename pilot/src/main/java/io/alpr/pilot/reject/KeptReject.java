package io.alpr.pilot.reject;

import io.alpr.vision.image.PixelBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A refused read as it lies on disk.
 *
 * @param time of the frame, UTC
 * @param camera its id
 * @param reason as in the metric, e.g. {@code uncertain}
 * @param text what was read at best, empty for nothing
 * @param score of that text, 0 to 1
 * @param box of the plate, in pixels of the frame
 * @param picture the JPEG of the crop; it may be gone by the time it is opened
 */
public record KeptReject(
        Instant time,
        String camera,
        String reason,
        String text,
        double score,
        PixelBox box,
        Path picture) {

    /**
     * All that lie in a folder, newest first by the time of their frames; none where there is no
     * such folder. A pilot may be writing there meanwhile.
     *
     * @throws IOException when the folder is there and cannot be read
     */
    public static List<KeptReject> in(Path folder) throws IOException {
        var kept = new ArrayList<KeptReject>();
        for (var camera : listed(folder)) {
            for (var file : Files.isDirectory(camera) ? listed(camera) : List.<Path>of()) {
                if (file.toString().endsWith(RejectRing.LINE)) {
                    read(file, camera).ifPresent(kept::add);
                }
            }
        }
        kept.sort(
                Comparator.comparing(KeptReject::time)
                        .thenComparing(reject -> String.valueOf(reject.picture().getFileName()))
                        .reversed());
        return kept;
    }

    private static List<Path> listed(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        }
    }

    private static Optional<KeptReject> read(Path file, Path folder) throws IOException {
        try {
            return RejectLine.parsed(Files.readString(file), folder);
        } catch (NoSuchFileException e) {
            // The pilot made room meanwhile.
            return Optional.empty();
        }
    }
}
