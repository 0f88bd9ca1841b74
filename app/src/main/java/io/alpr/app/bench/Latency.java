package io.alpr.app.bench;

import io.alpr.app.config.AlprConfig;
import io.alpr.app.config.ConfigFiles;
import io.alpr.app.evaluate.Quantiles;
import io.alpr.app.stack.Installation;
import io.alpr.app.stack.PortClaims;
import io.alpr.service.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How long a gate waits: from the arrival of the frame that completes the agreement of a pass to
 * the broker's acknowledgement of its first event, with the whole installation on this machine and
 * a file that plays in its own time.
 *
 * @param events first events of passes
 * @param p50 ms, half of them took no longer
 * @param p95 ms, 95 of 100 took no longer
 */
public record Latency(int events, double p50, double p95) {
    private static final Duration TIME_MAX = Duration.ofMinutes(10);

    /**
     * @param file to play
     * @param framesPerSecond that the pilot looks at
     * @throws StartFailure if the installation does not start or nothing was read
     */
    static Latency of(Path file, double framesPerSecond) throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("alpr-bench");
        var millis = Collections.synchronizedList(new ArrayList<Double>());
        try (var installation =
                Installation.start(config(file, framesPerSecond, folder), _ -> {})) {
            var pilot =
                    installation.watch(
                            (event, took) -> {
                                if (event.id().revision() == 1) {
                                    millis.add(event.details().latencyMs() + took.toNanos() / 1e6);
                                }
                            });
            if (!pilot.awaitEnd(TIME_MAX)) {
                throw new StartFailure("%s: not read within %s".formatted(file, TIME_MAX));
            }
        } finally {
            PilotRun.delete(folder);
        }
        if (millis.isEmpty()) {
            throw new StartFailure(file + ": no pass was read");
        }
        return of(List.copyOf(millis));
    }

    /** Of these milliseconds, at least one. */
    static Latency of(List<Double> millis) {
        return new Latency(millis.size(), Quantiles.of(millis, 0.5), Quantiles.of(millis, 0.95));
    }

    private static AlprConfig config(Path file, double framesPerSecond, Path folder)
            throws IOException {
        var yaml =
                """
                site: bench
                cameras:
                - {id: bench, source: "%s", frames_per_second: %s, pace: real}
                """
                        .formatted(file.toAbsolutePath(), framesPerSecond);
        var written = Files.writeString(folder.resolve("alpr.yaml"), yaml);
        var config = ConfigFiles.read(Optional.of(written), Map.of());
        var ports = PortClaims.movedWhereTaken(config.ports(), false, _ -> {});
        return config.with(folder.resolve("data"), ports, config.cameras());
    }
}
