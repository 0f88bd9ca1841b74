package io.alpr.pilot.source;

import io.alpr.pilot.source.Upload.Stamp;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Scanner;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which pictures of a folder were read: in memory, and in the hidden file {@value #NAME} of the
 * folder itself, one line a picture, so that a restart does not read them again. The file is also
 * the lock: one camera watches a folder. Where the folder cannot be written to, memory must do.
 */
final class ReadPictures implements AutoCloseable {
    static final String NAME = ".alpr-read";
    private static final Logger log = LoggerFactory.getLogger(ReadPictures.class);
    private static final int SPARE = 10_000;

    private final Map<String, Stamp> read = new HashMap<>();
    private @Nullable FileChannel journal;

    /**
     * Opens the memory of a folder.
     *
     * @throws SourceFailure if another camera watches it
     */
    ReadPictures(Path folder) throws SourceFailure {
        try {
            journal =
                    FileChannel.open(
                            folder.resolve(NAME),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            if (!isAlone(journal)) {
                close();
                throw new SourceFailure(
                        "another camera watches this folder already, give each its own: " + folder);
            }
            load(journal);
        } catch (IOException e) {
            forsake(folder, e);
        }
    }

    private static boolean isAlone(FileChannel journal) throws IOException {
        try {
            // Held until the channel is closed.
            return journal.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }

    private void load(FileChannel from) throws IOException {
        // Not closed: that would close the journal.
        var lines =
                new Scanner(Channels.newReader(from, StandardCharsets.UTF_8)).useDelimiter("\n");
        while (lines.hasNext()) {
            var parts = lines.next().split(" ", 3);
            if (parts.length == 3 && isNumber(parts[0]) && isNumber(parts[1])) {
                read.put(parts[2], new Stamp(Long.parseLong(parts[0]), Long.parseLong(parts[1])));
            }
        }
        from.position(from.size());
    }

    /** A line may be cut short by a crash, or somebody's own. */
    private static boolean isNumber(String text) {
        return text.matches("-?\\d{1,18}");
    }

    boolean has(Upload upload) {
        return upload.stamp().equals(read.get(upload.name()));
    }

    /** It need not be read again in this life. */
    void add(Upload upload) {
        read.put(upload.name(), upload.stamp());
    }

    /** It need not be read again in any life. */
    void keep(Upload upload) {
        append(upload.name(), upload.stamp());
    }

    /** Forgets what has long gone, so that memory and journal do not grow for ever. */
    void retain(Collection<Upload> present) {
        if (read.size() <= 2 * present.size() + SPARE || journal == null) {
            return;
        }
        var names = new HashMap<String, Stamp>();
        present.forEach(upload -> names.put(upload.name(), upload.stamp()));
        read.keySet().retainAll(Set.copyOf(names.keySet()));
        try {
            journal.truncate(0);
        } catch (IOException e) {
            forsake(Path.of(NAME), e);
        }
        read.forEach(this::append);
    }

    private void append(String name, Stamp stamp) {
        if (journal == null) {
            return;
        }
        var line = "%d %d %s\n".formatted(stamp.modifiedMs(), stamp.bytes(), name);
        var bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        try {
            while (bytes.hasRemaining()) {
                journal.write(bytes);
            }
        } catch (IOException e) {
            forsake(Path.of(NAME), e);
        }
    }

    private void forsake(Path what, IOException fault) {
        log.warn(
                "folder={} cannot be written, after a restart its pictures are read again error={}",
                what,
                fault.toString());
        close();
    }

    @Override
    public void close() {
        var open = journal;
        journal = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                log.debug("journal could not be closed", e);
            }
        }
    }
}
