package io.alpr.pilot.source;

import io.alpr.pilot.source.SourceInfo.StartOrigin;
import io.alpr.pilot.source.SourceItem.End;
import io.alpr.pilot.source.SourceItem.Ending;
import io.alpr.pilot.source.SourceItem.Frame;
import io.alpr.pilot.source.SourceItem.Gap;
import io.alpr.pilot.source.SourceItem.Lull;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A folder that pictures are put into. Each is read once, oldest first, when it no longer grows; it
 * stays where it is.
 *
 * <p>A picture's time is what its EXIF block says, else the file's modification time, and its
 * presentation time is counted from 1970, so that a picture read again is the same frame. Pictures
 * taken within seconds of each other are one scene; a {@link Lull} stands between scenes.
 *
 * @see "docs/decisions/0008-sources.md"
 */
final class FolderSource implements FrameSource {
    /** Pictures further apart than this are of different scenes. */
    private static final Duration SCENE = Duration.ofSeconds(3);

    /** How far its frame must lie behind until a picture counts as read for good. */
    private static final Duration DONE = Duration.ofSeconds(10);

    /** A camera's clock may be wrong by its time zone, but a picture is not from the future. */
    private static final Duration ZONE = Duration.ofHours(26);

    /** Looking through a large folder takes at most this part of the time. */
    private static final int SHARE = 10;

    private final UploadFolder folder;
    private final ReadPictures memory;
    private final Pace pace;
    private final StillDecoder decoder = new StillDecoder();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ReentrantLock natives = new ReentrantLock();
    private final ArrayDeque<Upload> ready = new ArrayDeque<>();
    private final ArrayDeque<Given> given = new ArrayDeque<>();
    private final Map<String, Upload.Stamp> seen = new HashMap<>();
    private final Map<String, Doubtful> doubtful = new HashMap<>();
    private long lookDueNanos = System.nanoTime();
    private long givenNanos;
    private boolean sceneOpen;
    private Duration lastTaken = Duration.ZERO;
    private Duration lastPts = Duration.ZERO;
    private @Nullable Given held;
    private long frames;
    private boolean closed;
    private @Nullable End end;

    /**
     * How patient it is; tests are less so.
     *
     * @param settle a file that stays the same for so long is whole; looks are no closer together
     * @param idle a scene is over when nothing new came for so long
     * @param doubt how long a picture that cannot be read may be one whose upload was interrupted
     */
    record Pace(Duration settle, Duration idle, Duration doubt) {
        static final Pace USUAL =
                new Pace(Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofSeconds(20));
    }

    /** A frame and the picture it was. */
    private record Given(Upload upload, Frame frame) {
        /** Whether everything about it was said by the time of a later frame. */
        boolean isDoneAt(Duration pts) {
            return frame.pts().plus(DONE).compareTo(pts) < 0;
        }
    }

    /** A picture that could not be read. */
    private record Doubtful(Upload.Stamp stamp, long sinceNanos) {
        boolean isOver(Duration time) {
            return System.nanoTime() - sinceNanos > time.toNanos();
        }
    }

    private FolderSource(UploadFolder folder, ReadPictures memory, Pace pace) {
        this.pace = pace;
        this.folder = folder;
        this.memory = memory;
    }

    /**
     * Begins to watch.
     *
     * @throws SourceFailure if it is no folder, cannot be read, or is watched already
     */
    static FolderSource open(SourceKind.Folder kind, Pace pace) throws SourceFailure {
        var path = kind.path().toAbsolutePath().normalize();
        if (!Files.isDirectory(path)) {
            throw new SourceFailure(
                    Files.exists(path)
                            ? "this is a file, folder: needs a folder of pictures: " + path
                            : "folder does not exist, create it or mount it: " + path);
        }
        if (!Files.isReadable(path) || !Files.isExecutable(path)) {
            throw new SourceFailure("folder may not be read by this user: " + path);
        }
        return new FolderSource(new UploadFolder(path), new ReadPictures(path), pace);
    }

    @Override
    public SourceInfo info() {
        return new SourceInfo(Instant.EPOCH, StartOrigin.EACH_PICTURE, 0, 0, 0, "pictures");
    }

    @Override
    public SourceItem next() {
        natives.lock();
        try {
            // Whoever asks for more has done with what it got.
            keepDone();
            SourceItem item = null;
            while (item == null) {
                item = step();
            }
            return item;
        } finally {
            natives.unlock();
        }
    }

    private void keepDone() {
        while (!given.isEmpty() && (!sceneOpen || given.getFirst().isDoneAt(lastPts))) {
            memory.keep(given.removeFirst().upload());
        }
    }

    private @Nullable SourceItem step() {
        if (closing.getCount() == 0) {
            return new End(Ending.CLOSED, "closed");
        }
        if (end != null) {
            return end;
        }
        if (held != null) {
            var first = held;
            held = null;
            return give(first);
        }
        var upload = ready.pollFirst();
        if (upload != null) {
            return read(upload);
        }
        if (sceneOpen && System.nanoTime() - givenNanos > pace.idle().toNanos()) {
            sceneOpen = false;
            return new Lull();
        }
        return waited();
    }

    private @Nullable SourceItem waited() {
        try {
            long wait = Math.max(0, lookDueNanos - System.nanoTime());
            if (closing.await(wait, TimeUnit.NANOSECONDS)) {
                return new End(Ending.CLOSED, "closed");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new End(Ending.CLOSED, "interrupted");
        }
        long started = System.nanoTime();
        try {
            look();
        } catch (IOException e) {
            var reason =
                    e instanceof UploadFolder.TooMany
                            ? e.getMessage()
                            : "the folder is gone or cannot be read any more (%s)".formatted(e);
            end = new End(Ending.BROKEN_OFF, String.valueOf(reason));
            return end;
        }
        long took = System.nanoTime() - started;
        lookDueNanos = System.nanoTime() + Math.max(pace.settle().toNanos(), SHARE * took);
        return null;
    }

    /** Finds the pictures that are new and no longer grow. */
    private void look() throws IOException {
        var present = folder.look();
        var before = Map.copyOf(seen);
        seen.clear();
        for (var upload : present) {
            if (memory.has(upload) || isInDoubt(upload)) {
                continue;
            }
            seen.put(upload.name(), upload.stamp());
            if (upload.stamp().equals(before.get(upload.name()))) {
                ready.add(upload);
            }
        }
        memory.retain(present);
        doubtful.values().removeIf(doubt -> doubt.isOver(pace.doubt().multipliedBy(2)));
        var order =
                Comparator.comparingLong((Upload upload) -> upload.stamp().modifiedMs())
                        .thenComparing(Upload::name);
        var sorted = ready.stream().sorted(order).toList();
        ready.clear();
        ready.addAll(sorted);
    }

    private boolean isInDoubt(Upload upload) {
        var doubt = doubtful.get(upload.name());
        return doubt != null && doubt.stamp().equals(upload.stamp()) && !doubt.isOver(pace.doubt());
    }

    private @Nullable SourceItem read(Upload upload) {
        try {
            if (upload.stamp().bytes() > StillDecoder.BYTES_MAX) {
                throw new Still.Unreadable(
                        "has more than %d bytes".formatted(StillDecoder.BYTES_MAX));
            }
            var still = decoder.decode(Files.readAllBytes(upload.file()));
            doubtful.remove(upload.name());
            memory.add(upload);
            return frame(upload, still);
        } catch (NoSuchFileException _) {
            // Somebody took it away meanwhile.
            return null;
        } catch (Still.Unreadable e) {
            return unreadable(upload, e.reason());
        } catch (IOException e) {
            return unreadable(upload, "cannot be read (%s)".formatted(e));
        }
    }

    /** An upload that was interrupted may go on; only after a while it is given up. */
    private @Nullable Gap unreadable(Upload upload, String reason) {
        var doubt = doubtful.get(upload.name());
        if (doubt == null || !doubt.stamp().equals(upload.stamp())) {
            doubtful.put(upload.name(), new Doubtful(upload.stamp(), System.nanoTime()));
            return null;
        }
        doubtful.remove(upload.name());
        memory.add(upload);
        memory.keep(upload);
        return new Gap("picture %s %s".formatted(upload.name(), reason));
    }

    private SourceItem frame(Upload upload, Still still) {
        var taken = Duration.between(Instant.EPOCH, taken(upload, still));
        boolean goesOn =
                sceneOpen
                        && taken.compareTo(lastTaken) >= 0
                        && taken.minus(lastTaken).compareTo(SCENE) <= 0;
        // Cameras count whole seconds: pictures of one second stay apart, in their order.
        var after = lastPts.plusMillis(1);
        var pts = goesOn && taken.compareTo(after) < 0 ? after : taken;
        var frame =
                new Frame(
                        still.picture(), pts, Instant.EPOCH.plus(pts), frames++, System.nanoTime());
        lastTaken = taken;
        if (sceneOpen && !goesOn) {
            held = new Given(upload, frame);
            sceneOpen = false;
            return new Lull();
        }
        return give(new Given(upload, frame));
    }

    private Frame give(Given next) {
        given.add(next);
        sceneOpen = true;
        lastPts = next.frame().pts();
        givenNanos = System.nanoTime();
        return next.frame();
    }

    private static Instant taken(Upload upload, Still still) {
        var modified = Instant.ofEpochMilli(Math.max(0, upload.stamp().modifiedMs()));
        return still.taken().filter(t -> t.isBefore(modified.plus(ZONE))).orElse(modified);
    }

    @Override
    public void close() {
        closing.countDown();
        natives.lock();
        try {
            if (!closed) {
                closed = true;
                decoder.close();
                memory.close();
            }
        } finally {
            natives.unlock();
        }
    }
}
