package io.alpr.archive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a folder for one writer, whatever archive he writes of. The system lets go of it when he
 * dies, so the file that stays says nothing.
 */
final class FolderLock implements AutoCloseable {
    static final String NAME = ".lock";

    private final FileChannel file;

    private FolderLock(FileChannel file) {
        this.file = file;
    }

    /**
     * @throws IOException when somebody else writes into the folder, or nobody may
     */
    static FolderLock of(Path folder) throws IOException {
        var file =
                FileChannel.open(
                        folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean ours = false;
        try {
            ours = lock(file) != null;
            if (!ours) {
                throw new IOException(
                        "another backup is being written into "
                                + folder
                                + ": wait for it, or name another folder");
            }
            return new FolderLock(file);
        } finally {
            if (!ours) {
                file.close();
            }
        }
    }

    private static @Nullable FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
