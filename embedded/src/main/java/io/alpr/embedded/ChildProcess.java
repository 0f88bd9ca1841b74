package io.alpr.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One child process, in a session of its own so that Ctrl-C in our terminal does not reach it. It
 * ends when its standard input does: when we close it, or when we die. Thread-safe.
 */
final class ChildProcess {
    private static final Logger LOG = LoggerFactory.getLogger(ChildProcess.class);
    private static final Pattern COMPLAINT = Pattern.compile("Exception|Error|ERROR|FATAL");
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration KILL_WAIT = Duration.ofSeconds(10);

    private final ChildCommand command;
    private final Process process;
    private final ServiceLock lock;
    private final CompletableFuture<String> readyLine = new CompletableFuture<>();
    private final Predicate<String> ready;
    private volatile String lastLine = "";

    private ChildProcess(
            ChildCommand command, Process process, ServiceLock lock, Predicate<String> ready) {
        this.command = command;
        this.process = process;
        this.lock = lock;
        this.ready = ready;
    }

    /**
     * Starts a child.
     *
     * @param command what to start
     * @param lock held for the child's data, released when the child has ended
     * @param ready recognises the log line that says it is up, see {@link #awaitLine}
     * @return the running child
     */
    static ChildProcess start(ChildCommand command, ServiceLock lock, Predicate<String> ready) {
        try {
            Files.createDirectories(command.log().getParent());
            ProcessBuilder builder = new ProcessBuilder(inOwnSession(command.line()));
            builder.directory(command.data().toFile()).redirectErrorStream(true);
            builder.environment().putAll(command.environment());
            Process process = builder.start();
            ChildProcess child = new ChildProcess(command, process, lock, ready);
            RollingLog log = new RollingLog(command.log(), child::line);
            // Not a virtual thread: a read from a pipe keeps its carrier for the child's whole
            // life,
            // and with a few children on few cores the next one finds none and seems dumb.
            Thread.ofPlatform()
                    .daemon()
                    .name("log-" + command.name())
                    .start(() -> log.pump(process.getInputStream()));
            lock.record(process.pid());
            return child;
        } catch (IOException failed) {
            lock.close();
            throw new EmbeddedFailure(
                    "%s cannot be started: %s".formatted(command.name(), failed.getMessage()),
                    failed);
        }
    }

    private static List<String> inOwnSession(List<String> line) {
        return Stream.concat(Stream.of("setsid"), line.stream()).toList();
    }

    private void line(String line) {
        // The first complaint is the cause; what follows it is mostly its stack.
        if (!line.isBlank() && !COMPLAINT.matcher(lastLine).find()) {
            lastLine = line;
        }
        if (ready.test(line)) {
            readyLine.complete(line);
        }
    }

    /** Waits for the log line that the child was started with. */
    void awaitLine(Duration limit) {
        await(readyLine::isDone, limit);
    }

    /**
     * Waits until a question is answered with yes.
     *
     * @param up asked often; must return quickly
     * @param limit after it the child is killed
     * @throws EmbeddedFailure when the child ends or the limit passes first
     */
    void await(BooleanSupplier up, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (!up.getAsBoolean()) {
            if (!process.isAlive()) {
                lock.close();
                throw failure("ended with status " + process.exitValue());
            }
            if (System.nanoTime() > end) {
                kill();
                throw failure("was not up after " + limit.toSeconds() + " s and was killed");
            }
            pause();
        }
    }

    private EmbeddedFailure failure(String what) {
        pause();
        return new EmbeddedFailure(
                "%s %s; its log says '%s'; see %s"
                        .formatted(command.name(), what, lastLine, command.log()));
    }

    private static void pause() {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new EmbeddedFailure("interrupted while a service was starting", stopped);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    /**
     * Asks the child to end and waits; kills it when it does not within the limit.
     *
     * @param limit for an orderly end
     */
    void stop(Duration limit) {
        long start = System.nanoTime();
        try {
            process.getOutputStream().close();
        } catch (IOException gone) {
            LOG.debug("service={} pipe already closed", command.name(), gone);
        }
        if (!ended(limit)) {
            LOG.warn(
                    "service={} did not stop in {} s, killing it",
                    command.name(),
                    limit.toSeconds());
            kill();
        }
        lock.close();
        LOG.debug(
                "service={} stopped in {} ms",
                command.name(),
                (System.nanoTime() - start) / 1_000_000);
    }

    /** Kills the child and its descendants at once (SIGKILL) and waits until they are gone. */
    void kill() {
        List<ProcessHandle> family =
                Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
        family.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle member : family) {
            await(member);
        }
        lock.close();
    }

    private static void await(ProcessHandle member) {
        try {
            member.onExit().get(KILL_WAIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException
                | java.util.concurrent.TimeoutException late) {
            LOG.warn("pid={} is still there after SIGKILL", member.pid());
        }
    }

    private boolean ended(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }
}
