package io.alpr.pilot.publish.outbox;

import io.alpr.service.StartFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One owner for one folder. The lock is the kernel's, so it is free again however its owner ended.
 */
final class FolderLock implements AutoCloseable {
    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes a folder, which is created when it is missing.
     *
     * @throws StartFailure when another process has it, or it cannot be written
     */
    static FolderLock take(Path folder) {
        try {
            Files.createDirectories(folder);
            var channel =
                    FileChannel.open(
                            folder.resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (locked(channel)) {
                return new FolderLock(channel);
            }
            channel.close();
        } catch (IOException e) {
            throw new StartFailure(
                    "outbox %s cannot be written: %s; give its folder to this user or name another (outbox.folder in alpr.yaml)"
                            .formatted(folder, e),
                    e);
        }
        throw new StartFailure(
                "outbox %s is in use by another pilot, and each needs its own: stop that one or name another folder (outbox.folder in alpr.yaml)"
                        .formatted(folder));
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("a lock did not close", e);
        }
    }
}
