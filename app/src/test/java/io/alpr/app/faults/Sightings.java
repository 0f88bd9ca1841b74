package io.alpr.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

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

    /** The longest pause between two tries, which are more frequent at first, and a connection. */
    private static final Duration BACK_MAX = Duration.ofSeconds(25);

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

    /**
     * When a camera gave pictures of a film.
     *
     * @param fault of the camera, in time of the film
     * @param back when it is there again; the same for a camera that was there in between
     */
    List<Watched> watched(Street street, String camera, Duration fault, Duration back) {
        var times = new ArrayList<Watched>();
        firstFrame(camera, Instant.EPOCH)
                .map(street::at)
                .filter(first -> first.compareTo(fault) < 0)
                .ifPresent(first -> times.add(new Watched(first, fault)));
        var again = firstFrame(camera, street.when(back)).map(street::at);
        assertThat(again)
                .as("camera %s is back, told: %s", camera, told(camera))
                .hasValueSatisfying(first -> assertThat(first).isLessThan(back.plus(BACK_MAX)));
        times.add(new Watched(again.orElseThrow(), Film.END));
        return times;
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
