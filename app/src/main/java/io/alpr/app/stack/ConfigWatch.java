package io.alpr.app.stack;

import io.alpr.app.config.AlprConfig;
import io.alpr.app.config.ConfigFiles;
import io.alpr.pilot.Pilot;
import io.alpr.service.ConfigFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices a changed {@code alpr.yaml} and takes over its cameras. A file that is wrong, empty or
 * gone changes nothing: the pilot's health names the fault until it is mended. Keys that are not
 * about cameras are named in the log, since they need a restart.
 *
 * <p>The text itself is compared, every {@link #EVERY}: times of files lie on network shares and
 * mounted configurations. A new text must be there twice, so that an editor's half-written file is
 * not taken for a shorter list of cameras. One thread of its own.
 */
public final class ConfigWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ConfigWatch.class);

    /** How often the file is looked at; a change is taken over after twice that time at most. */
    public static final Duration EVERY = Duration.ofSeconds(2);

    private final Path file;
    private final Map<String, String> environment;
    private final AlprConfig running;
    private final Pilot pilot;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("config-watch").factory());
    private boolean absentIsFine;
    private boolean settled;
    private Optional<String> acted = Optional.empty();
    private Optional<String> before = Optional.empty();

    private ConfigWatch(
            Path file, Map<String, String> environment, AlprConfig running, Pilot pilot) {
        this.file = file;
        this.environment = Map.copyOf(environment);
        this.running = running;
        this.pilot = pilot;
        absentIsFine = !Files.exists(file);
    }

    /**
     * Begins to watch.
     *
     * @param file that the configuration was read from, or would have been if it were there
     * @param environment that wins over the file
     * @param running what was read at the start
     * @param pilot whose cameras change; stays the caller's to close, after this
     */
    public static ConfigWatch start(
            Path file, Map<String, String> environment, AlprConfig running, Pilot pilot) {
        var watch = new ConfigWatch(file, environment, running, pilot);
        long everyMs = EVERY.toMillis();
        var _ =
                watch.clock.scheduleWithFixedDelay(
                        watch::guardedLook, everyMs, everyMs, TimeUnit.MILLISECONDS);
        return watch;
    }

    /** A task that throws would never be run again. */
    private void guardedLook() {
        try {
            look();
        } catch (RuntimeException e) {
            refuse("the change cannot be taken over: " + e);
        }
    }

    private void look() {
        var now = contents();
        boolean stable = now.equals(before);
        before = now;
        if (!stable || (settled && now.equals(acted))) {
            return;
        }
        settled = true;
        acted = now;
        if (now.isPresent()) {
            absentIsFine = false;
            takeOver(now.get());
        } else if (!absentIsFine) {
            refuse("is gone or cannot be read; bring it back");
        }
    }

    private Optional<String> contents() {
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private void takeOver(String text) {
        if (text.isBlank()) {
            refuse("is empty; write 'cameras: []' if no camera shall be watched");
            return;
        }
        try {
            var config = ConfigFiles.read(Optional.of(file), environment);
            var cameras = Cameras.of(config);
            if (contents().equals(Optional.of(text))) {
                pilot.takeOver(cameras);
                nameOthers(config);
            } else {
                // It was written between the two readings: the next look sees to it.
                settled = false;
            }
        } catch (ConfigFault | IllegalArgumentException e) {
            refuse(String.valueOf(e.getMessage()));
        }
    }

    private void nameOthers(AlprConfig config) {
        var keys = ConfigKeys.changed(running, config);
        if (!keys.isEmpty()) {
            log.warn("file={} keys={} have changed; they need a restart", file, keys);
        }
    }

    private void refuse(String fault) {
        var named = fault.startsWith(file.toString()) ? fault : file + ": " + fault;
        var line = named + " (until then the cameras run on as they were)";
        log.error("configuration not taken over, error={}", line);
        pilot.refused(line);
    }

    /** Ends the watch; a take-over that is under way is brought to its end. */
    @Override
    public void close() {
        clock.shutdown();
        try {
            if (!clock.awaitTermination(10, TimeUnit.SECONDS)) {
                log.warn("file={} is still being taken over", file);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
