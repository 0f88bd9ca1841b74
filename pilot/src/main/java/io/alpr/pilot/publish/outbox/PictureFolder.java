package io.alpr.pilot.publish.outbox;

import io.alpr.events.PictureMessage;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pictures as files. A file that has its name is whole and outlives a loss of power: it is written
 * under another name, forced to disk, renamed, and then its folder is forced too.
 *
 * <p>Reads and writes by streams, not channels: an interrupted thread would close a channel, and
 * that would look like a fault of the disk.
 */
final class PictureFolder {
    private static final Logger log = LoggerFactory.getLogger(PictureFolder.class);
    private static final String UNFINISHED = ".part";

    /** With less than this free, a failed write is put down to lack of room, whatever it says. */
    private static final long FREE_BYTES_MIN = 1L << 20;

    private final Path folder;

    /** Creates the folder when it is missing. */
    PictureFolder(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    /** The file of a picture: no two revisions of an event share one. */
    static String name(PictureMessage picture) {
        return "%s-%d-%s.jpg"
                .formatted(picture.eventId(), picture.revision(), picture.kind().wireName());
    }

    /**
     * Writes all of them; they are on disk when it returns.
     *
     * @throws OutboxUnavailable when one cannot be written; some of the others may be there
     */
    void keep(List<PictureMessage> pictures) {
        if (pictures.isEmpty()) {
            return;
        }
        try {
            for (var picture : pictures) {
                write(name(picture), picture.jpeg());
            }
            force();
        } catch (IOException e) {
            throw new OutboxUnavailable(
                    "pictures cannot be written: " + e.getMessage(), lacksRoom(e), e);
        }
    }

    private void write(String name, byte[] bytes) throws IOException {
        var unfinished = folder.resolve(name + UNFINISHED);
        try {
            try (var out = new FileOutputStream(unfinished.toFile())) {
                out.write(bytes);
                out.getFD().sync();
            }
            Files.move(unfinished, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            delete(name + UNFINISHED);
            throw e;
        }
    }

    private void force() throws IOException {
        boolean interrupted = false;
        try {
            while (!forcedWithoutInterrupt()) {
                interrupted |= Thread.interrupted();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean forcedWithoutInterrupt() throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
            return true;
        } catch (ClosedByInterruptException _) {
            return false;
        }
    }

    private boolean lacksRoom(IOException fault) {
        var text = String.valueOf(fault.getMessage());
        if (text.contains("No space left") || text.contains("quota exceeded")) {
            return true;
        }
        try {
            return Files.getFileStore(folder).getUsableSpace() < FREE_BYTES_MIN;
        } catch (IOException _) {
            return false;
        }
    }

    /** Whether a picture is there. */
    boolean has(String name) {
        return Files.exists(folder.resolve(name));
    }

    /**
     * The bytes of a picture that is there; empty when the disk does not give them back.
     *
     * @throws OutboxUnavailable when it cannot be opened, as with too many open files
     */
    Optional<byte[]> read(String name) {
        try (var in = new FileInputStream(folder.resolve(name).toFile())) {
            return contents(in, name);
        } catch (IOException e) {
            throw new OutboxUnavailable("a picture cannot be opened: " + e.getMessage(), false, e);
        }
    }

    private static Optional<byte[]> contents(FileInputStream in, String name) {
        try {
            return Optional.of(in.readAllBytes());
        } catch (IOException e) {
            log.debug("picture={} cannot be read", name, e);
            return Optional.empty();
        }
    }

    /** Whether a file went; what stays is found at the next start. */
    boolean delete(String name) {
        try {
            return Files.deleteIfExists(folder.resolve(name));
        } catch (IOException e) {
            log.debug("picture={} cannot be deleted", name, e);
            return false;
        }
    }

    /** Every file in the folder, finished or not. */
    Set<String> names() throws IOException {
        var names = new HashSet<String>();
        try (var files = Files.newDirectoryStream(folder)) {
            files.forEach(file -> names.add(String.valueOf(file.getFileName())));
        }
        return names;
    }
}
