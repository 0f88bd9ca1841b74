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
import java.util.function.ToDoubleFunction;

/**
 * How long a gate waits: from the arrival of the frame that completes the agreement of a pass to
 * the broker's acknowledgement of its first event, with the whole installation on this machine and
 * a file that plays in its own time, over and over.
 *
 * @param events first events of passes
 * @param whole from the one to the other
 * @param recognition of it until the event was made
 * @param delivery of it from the event on disk to the acknowledgement
 */
public record Latency(int events, Span whole, Span recognition, Span delivery) {
    /** Of fewer the slowest twentieth is a single one. */
    private static final int EVENTS = 60;

    private static final Duration TIME_MAX = Duration.ofMinutes(5);
    private static final Duration BETWEEN = Duration.ofMillis(200);

    /**
     * How long something took.
     *
     * @param p50 ms, half of them took no longer
     * @param p95 ms, 95 of 100 took no longer
     */
    public record Span(double p50, double p95) {
        /** Of these milliseconds, at least one. */
        static Span of(List<Double> millis) {
            return new Span(Quantiles.of(millis, 0.5), Quantiles.of(millis, 0.95));
        }
    }

    /** One first event, milliseconds. */
    record Wait(double recognition, double delivery) {
        double whole() {
            return recognition + delivery;
        }
    }

    /**
     * @param file to play
     * @param framesPerSecond that the pilot looks at
     * @throws StartFailure if the installation does not start or nothing was read
     */
    static Latency of(Path file, double framesPerSecond) throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("alpr-bench");
        var waits = Collections.synchronizedList(new ArrayList<Wait>());
        try (var installation =
                Installation.start(config(file, framesPerSecond, folder), _ -> {})) {
            installation.watch(
                    (event, took) -> {
                        if (event.id().revision() == 1) {
                            waits.add(new Wait(event.details().latencyMs(), took.toNanos() / 1e6));
                        }
                    });
            long begun = System.nanoTime();
            while (waits.size() < EVENTS && System.nanoTime() - begun < TIME_MAX.toNanos()) {
                Thread.sleep(BETWEEN);
            }
        } finally {
            Scratch.delete(folder);
        }
        if (waits.isEmpty()) {
            throw new StartFailure(file + ": no pass was read");
        }
        return of(List.copyOf(waits));
    }

    /** Of these events, at least one. */
    static Latency of(List<Wait> waits) {
        return new Latency(
                waits.size(),
                span(waits, Wait::whole),
                span(waits, Wait::recognition),
                span(waits, Wait::delivery));
    }

    private static Span span(List<Wait> waits, ToDoubleFunction<Wait> millis) {
        return Span.of(waits.stream().mapToDouble(millis).boxed().toList());
    }

    private static AlprConfig config(Path file, double framesPerSecond, Path folder)
            throws IOException {
        var yaml =
                """
                site: bench
                cameras:
                - {id: bench, source: "%s", frames_per_second: %s, pace: real, loop: true}
                """
                        .formatted(file.toAbsolutePath(), framesPerSecond);
        var written = Files.writeString(folder.resolve("alpr.yaml"), yaml);
        var config = ConfigFiles.read(Optional.of(written), Map.of());
        var ports = PortClaims.movedWhereTaken(config.ports(), false, _ -> {});
        return config.with(folder.resolve("data"), ports, config.cameras());
    }
}
