package io.alpr.service;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a thread give way to the others of this machine. Java's own priorities do nothing on Linux
 * unless the virtual machine runs as root, although every thread may lower its own: {@code
 * setpriority(2)}, which there means the calling thread and not the process.
 *
 * <p>On other systems, where it would mean the process, nothing happens.
 */
public final class Niceness {
    private static final Logger log = LoggerFactory.getLogger(Niceness.class);

    /** A thread of this niceness gets a third of what one of 0 gets while both want to run. */
    private static final int GIVING_WAY = 5;

    private static final int PRIO_PROCESS = 0;
    private static final int CALLING_THREAD = 0;
    private static final Optional<MethodHandle> SET_PRIORITY = find();

    private Niceness() {}

    @SuppressWarnings("restricted") // The launcher allows native access.
    private static Optional<MethodHandle> find() {
        if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")) {
            return Optional.empty();
        }
        var linker = Linker.nativeLinker();
        var types =
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT);
        return linker.defaultLookup()
                .find("setpriority")
                .map(address -> linker.downcallHandle(address, types));
    }

    /** From here on the calling thread gives way, and so does every thread that it starts. */
    private static void giveWay() {
        SET_PRIORITY.ifPresent(Niceness::lower);
    }

    /**
     * Does something on a thread that gives way, and waits for it. The caller's own niceness stays,
     * which could not be raised again.
     *
     * @param name of the thread
     * @param work what to do; interrupted when the caller is
     * @throws InterruptedException if the caller was interrupted, or the work was
     */
    public static <T> T givingWay(String name, Work<T> work) throws InterruptedException {
        var task =
                new FutureTask<>(
                        () -> {
                            giveWay();
                            return work.result();
                        });
        var thread = Thread.ofPlatform().daemon().name(name).start(task);
        try {
            return task.get();
        } catch (InterruptedException e) {
            thread.interrupt();
            throw e;
        } catch (ExecutionException _) {
            throw failure(task.exceptionNow());
        }
    }

    /** What a thread that gives way can do. */
    @FunctionalInterface
    public interface Work<T> {
        /** Does it. */
        T result() throws InterruptedException;
    }

    private static RuntimeException failure(Throwable cause) throws InterruptedException {
        return switch (cause) {
            case InterruptedException interrupted -> throw interrupted;
            case Error error -> throw error;
            case RuntimeException failure -> failure;
            default -> new IllegalStateException(cause);
        };
    }

    private static void lower(MethodHandle setPriority) {
        try {
            int code = (int) setPriority.invokeExact(PRIO_PROCESS, CALLING_THREAD, GIVING_WAY);
            if (code != 0) {
                log.debug("thread={} stays as it is", Thread.currentThread().getName());
            }
        } catch (Throwable e) {
            // A handle of a C function throws nothing of its own.
            throw new IllegalStateException("setpriority could not be called", e);
        }
    }
}
