package io.alpr.app.faults;

import io.alpr.events.CameraStatus;
import io.alpr.pilot.Pilot;
import io.alpr.service.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** Looks at a pilot all the time: when each camera gave a frame, and what health said. */
final class Sightings implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(40);

    private final Pilot pilot;
    private final Map<String, TreeSet<Instant>> frames = new ConcurrentHashMap<>();
    private final ConcurrentSkipListSet<String> health = new ConcurrentSkipListSet<>();
    private final Thread thread;

    Sightings(Pilot pilot) {
        this.pilot = pilot;
        thread = Thread.ofPlatform().daemon().name("sightings").start(this::look);
    }

    private void look() {
        while (!Thread.currentThread().isInterrupted()) {
            pilot.statuses().forEach(this::frame);
            if (pilot.health() instanceof Health.Degraded(var reason)) {
                health.addAll(List.of(reason.split("; (?=camera )", -1)));
            }
            try {
                Thread.sleep(EVERY);
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private void frame(CameraStatus status) {
        var last = status.activity().lastFrame();
        if (last.isAfter(Instant.EPOCH)) {
            synchronized (this) {
                frames.computeIfAbsent(status.cameraId(), _ -> new TreeSet<>()).add(last);
            }
        }
    }

    /** When a camera first gave a frame after a moment. */
    synchronized Optional<Instant> firstFrame(String camera, Instant after) {
        var all = frames.get(camera);
        return all == null ? Optional.empty() : Optional.ofNullable(all.higher(after));
    }

    /** Whether each of these has given a frame. */
    boolean all(String... cameras) {
        return Arrays.stream(cameras).allMatch(c -> firstFrame(c, Instant.EPOCH).isPresent());
    }

    /** From a camera's first frame after one moment until another one. */
    Watched watched(Street street, String camera, Instant after, Instant until) {
        var first =
                firstFrame(camera, after)
                        .orElseThrow(
                                () ->
                                        new AssertionError(
                                                "camera %s gave no frame after %s, told: %s"
                                                        .formatted(camera, after, told(camera))));
        return new Watched(street.at(first), street.at(until));
    }

    /** What health has said of a camera, without its id. */
    List<String> told(String camera) {
        var said = new LinkedHashSet<String>();
        var name = "camera " + camera + ": ";
        for (var line : new ArrayList<>(health)) {
            if (line.startsWith(name)) {
                said.add(line.substring(name.length()));
            }
        }
        return List.copyOf(said);
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
