package io.alpr.pilot.reject;

import io.alpr.vision.image.Jpeg;
import io.alpr.vision.image.RgbPicture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Refused reads on disk, the oldest going out first: a folder for each camera with a small JPEG and
 * a line of JSON for each. They are named after the time when they were written. Nothing is forced
 * to the disk: a loss of power may cost the last ones.
 *
 * <p>Not safe for several threads; several processes may read.
 */
final class RejectRing {
    static final String LINE = ".json";
    private static final String PICTURE = ".jpg";
    private static final String UNFINISHED = ".tmp";
    private static final double JPEG_QUALITY = 0.85;

    /** Wider crops are scaled down to this many columns. */
    private static final int COLUMNS_MAX = 320;

    private final RejectSettings settings;
    private final NavigableSet<Entry> all = new TreeSet<>();
    private final Map<String, NavigableSet<Entry>> byCamera = new HashMap<>();
    private long bytes;
    private long lastStamp;

    /**
     * The files of one refused read.
     *
     * @param stamp milliseconds since 1970 when it was written
     * @param stem name of its files without their endings
     */
    private record Entry(long stamp, String camera, String stem, long bytes)
            implements Comparable<Entry> {
        private static final Comparator<Entry> OLDEST_FIRST =
                Comparator.comparingLong(Entry::stamp)
                        .thenComparing(Entry::camera)
                        .thenComparing(Entry::stem);

        @Override
        public int compareTo(Entry other) {
            return OLDEST_FIRST.compare(this, other);
        }
    }

    private RejectRing(RejectSettings settings) {
        this.settings = settings;
    }

    /** What lies in the folder counts; it is made where it is missing. */
    static RejectRing open(RejectSettings settings) throws IOException {
        var ring = new RejectRing(settings);
        Files.createDirectories(settings.folder());
        try (var cameras = Files.newDirectoryStream(settings.folder(), Files::isDirectory)) {
            for (var camera : cameras) {
                ring.find(camera);
            }
        }
        for (var camera : ring.byCamera.values()) {
            ring.makeRoom(camera, settings.perCamera());
        }
        ring.makeRoom(0);
        return ring;
    }

    private void find(Path camera) throws IOException {
        var sizes = new HashMap<String, Long>();
        try (var files = Files.newDirectoryStream(camera)) {
            for (var file : files) {
                var name = String.valueOf(file.getFileName());
                int dot = name.indexOf('.');
                if (dot > 0 && name.substring(0, dot).matches("\\d{1,18}-[a-z_]+")) {
                    sizes.merge(name.substring(0, dot), Files.size(file), Long::sum);
                }
            }
        }
        var id = String.valueOf(camera.getFileName());
        sizes.forEach(
                (stem, size) ->
                        add(
                                new Entry(
                                        Long.parseLong(stem.substring(0, stem.indexOf('-'))),
                                        id,
                                        stem,
                                        size)));
    }

    /** Keeps one, and throws out the oldest beyond the bounds. */
    void keep(Reject reject) throws IOException {
        // Two of the same millisecond must differ, and the clock may be set back.
        lastStamp = Math.max(lastStamp + 1, System.currentTimeMillis());
        var stem = "%013d-%s".formatted(lastStamp, reject.reason());
        var folder = Files.createDirectories(settings.folder().resolve(reject.cameraId()));
        var picture = Jpeg.encode(small(reject.crop()), JPEG_QUALITY);
        var line = RejectLine.of(reject, stem + PICTURE).getBytes(StandardCharsets.UTF_8);
        var entry = new Entry(lastStamp, reject.cameraId(), stem, picture.length + line.length);
        // Room comes first: where nothing can be deleted, nothing is added.
        makeRoom(reject.cameraId(), entry.bytes());
        try {
            Files.write(folder.resolve(stem + PICTURE), picture);
            var unfinished = Files.write(folder.resolve(stem + UNFINISHED), line);
            Files.move(unfinished, folder.resolve(stem + LINE), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            delete(entry);
            throw e;
        }
        add(entry);
    }

    private static RgbPicture small(RgbPicture crop) {
        if (crop.width() <= COLUMNS_MAX) {
            return crop;
        }
        long rows = Math.round((double) crop.height() * COLUMNS_MAX / crop.width());
        return crop.scaled(crop.bounds(), COLUMNS_MAX, (int) Math.max(1, rows));
    }

    private void add(Entry entry) {
        all.add(entry);
        byCamera.computeIfAbsent(entry.camera(), _ -> new TreeSet<>()).add(entry);
        bytes += entry.bytes();
        lastStamp = Math.max(lastStamp, entry.stamp());
    }

    private void makeRoom(String cameraId, long wanted) throws IOException {
        makeRoom(byCamera.getOrDefault(cameraId, new TreeSet<>()), settings.perCamera() - 1);
        makeRoom(wanted);
    }

    private void makeRoom(NavigableSet<Entry> camera, int most) throws IOException {
        while (camera.size() > most) {
            remove(camera.first());
        }
    }

    private void makeRoom(long wanted) throws IOException {
        while (bytes + wanted > settings.bytesMax() && !all.isEmpty()) {
            remove(all.first());
        }
    }

    private void remove(Entry entry) throws IOException {
        delete(entry);
        all.remove(entry);
        var camera = byCamera.get(entry.camera());
        if (camera != null) {
            camera.remove(entry);
        }
        bytes -= entry.bytes();
    }

    private void delete(Entry entry) throws IOException {
        var folder = settings.folder().resolve(entry.camera());
        for (var ending : new String[] {LINE, PICTURE, UNFINISHED}) {
            Files.deleteIfExists(folder.resolve(entry.stem() + ending));
        }
    }
}
