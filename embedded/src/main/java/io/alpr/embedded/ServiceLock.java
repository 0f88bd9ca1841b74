package io.alpr.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One owner for the data of one service. The lock is the kernel's, so it is free again however its
 * owner ended; a child that outlived its owner (it is still shutting down, or its watch was killed)
 * is waited for, then killed.
 */
final class ServiceLock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceLock.class);
    private static final Duration ORPHAN_WAIT = Duration.ofSeconds(20);

    private final FileChannel channel;
    private final Path pidFile;

    private ServiceLock(FileChannel channel, Path pidFile) {
        this.channel = channel;
        this.pidFile = pidFile;
    }

    /**
     * Takes the lock and ends what an earlier owner left behind.
     *
     * @param data folder of the whole stack
     * @param name of the service; a child's command line must contain {@code data/name}
     * @return the lock, to be closed when the child has ended
     */
    static ServiceLock take(Path data, String name) {
        Path run = data.resolve("run");
        try {
            Files.createDirectories(run);
            FileChannel channel =
                    FileChannel.open(
                            run.resolve(name + ".lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new EmbeddedFailure(
                        "%s of %s is in use by another running process: stop that one or choose another data folder"
                                .formatted(name, data));
            }
            ServiceLock lock = new ServiceLock(channel, run.resolve(name + ".pid"));
            lock.recorded().ifPresent(pid -> endOrphan(pid, data.resolve(name).toString()));
            return lock;
        } catch (IOException unwritable) {
            throw new EmbeddedFailure(
                    "data folder %s cannot be written: %s".formatted(data, unwritable.getMessage()),
                    unwritable);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return Optional.<FileLock>ofNullable(channel.tryLock()).isPresent();
        } catch (OverlappingFileLockException ours) {
            return false;
        }
    }

    private Optional<Long> recorded() {
        try {
            return Optional.of(Long.valueOf(Files.readString(pidFile).strip()));
        } catch (IOException | NumberFormatException none) {
            return Optional.empty();
        }
    }

    /** Notes the child's pid for the next owner. */
    void record(long pid) throws IOException {
        Files.writeString(pidFile, Long.toString(pid));
    }

    /**
     * Ends a process of an earlier run if it still works on our data.
     *
     * @param pid perhaps of quite another program by now
     * @param folder must be named in its command line
     */
    static void endOrphan(long pid, String folder) {
        Optional<ProcessHandle> orphan =
                ProcessHandle.of(pid).filter(handle -> commandLine(pid).contains(folder));
        if (orphan.isEmpty()) {
            return;
        }
        LOG.warn("pid={} is left from an earlier run and works on {}: ending it", pid, folder);
        interrupt(pid);
        long end = System.nanoTime() + ORPHAN_WAIT.toNanos();
        while (orphan.get().isAlive() && System.nanoTime() < end) {
            sleep();
        }
        orphan.filter(ProcessHandle::isAlive).ifPresent(ProcessHandle::destroyForcibly);
    }

    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"))
                    .replace('\0', ' ');
        } catch (IOException gone) {
            return "";
        }
    }

    /** SIGINT: an orderly end for a JVM, the fast shutdown for PostgreSQL. */
    private static void interrupt(long pid) {
        try {
            new ProcessBuilder("sh", "-c", "kill -INT \"$1\"", "sh", Long.toString(pid))
                    .start()
                    .waitFor();
        } catch (IOException failed) {
            LOG.debug("pid={} cannot be signalled", pid, failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new EmbeddedFailure("interrupted while a service was ending", stopped);
        }
    }

    /** Releases; may be called again. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failed) {
            LOG.debug("lock of {} was not released", pidFile, failed);
        }
    }
}
