package io.alpr.pilot;

import io.alpr.pilot.camera.Camera;
import io.alpr.pilot.camera.CameraInstruments;
import io.alpr.pilot.camera.CameraSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The cameras that run, and how they become others. {@link #cameras} is for any thread at any time;
 * changes come one after the other.
 */
final class Fleet {
    private final Function<String, CameraInstruments> instruments;
    private final Factory factory;
    private final Consumer<Camera> removed;
    private final Map<String, Running> running = new LinkedHashMap<>();
    private volatile List<Camera> cameras = List.of();
    private boolean closed;

    /** Makes a camera that is not started yet. */
    interface Factory {
        Camera camera(CameraSettings settings, CameraInstruments instruments);
    }

    private record Running(Camera camera, CameraInstruments instruments) {}

    /**
     * @param instruments makes those of a new camera
     * @param removed told of each camera that is there no more, after it has stopped
     */
    Fleet(
            Function<String, CameraInstruments> instruments,
            Factory factory,
            Consumer<Camera> removed) {
        this.instruments = instruments;
        this.factory = factory;
        this.removed = removed;
    }

    List<Camera> cameras() {
        return cameras;
    }

    /**
     * Runs these cameras and no others: those with the very same settings go on untouched, those
     * with others stop and start again, those that are not among them stop. Returns when all have
     * stopped that had to, within six seconds, and the new ones were started.
     *
     * @param wanted the enabled ones, ids all different
     */
    synchronized TakeOver become(List<CameraSettings> wanted) {
        if (closed) {
            return TakeOver.NOTHING;
        }
        var byId = new LinkedHashMap<String, CameraSettings>();
        wanted.forEach(settings -> byId.put(settings.id(), settings));
        var added = byId.keySet().stream().filter(id -> !running.containsKey(id)).toList();
        var gone = running.keySet().stream().filter(id -> !byId.containsKey(id)).toList();
        var changed = new ArrayList<String>();
        running.forEach(
                (id, old) -> {
                    var settings = byId.get(id);
                    if (settings != null && !settings.equals(old.camera().settings())) {
                        changed.add(id);
                    }
                });
        stop(gone, changed);
        for (var id : gone) {
            var old = running.remove(id);
            if (old != null) {
                removed.accept(old.camera());
            }
        }
        byId.forEach(
                (id, settings) -> {
                    if (added.contains(id) || changed.contains(id)) {
                        start(settings);
                    }
                });
        show();
        return new TakeOver(added, changed, gone);
    }

    private void start(CameraSettings settings) {
        var old = running.get(settings.id());
        // A camera that starts again keeps its instruments, so that its counters go on.
        var measured = old == null ? instruments.apply(settings.id()) : old.instruments();
        var camera = factory.camera(settings, measured);
        running.put(settings.id(), new Running(camera, measured));
        camera.start();
    }

    private void stop(List<String> gone, List<String> changed) {
        var ends = new ArrayList<Runnable>();
        running.forEach(
                (id, old) -> {
                    if (gone.contains(id)) {
                        ends.add(old.camera()::remove);
                    } else if (changed.contains(id)) {
                        ends.add(old.camera()::close);
                    }
                });
        allAtOnce(ends);
    }

    private void show() {
        cameras = running.values().stream().map(Running::camera).toList();
    }

    /** Stops all; none starts any more. */
    synchronized void close() {
        closed = true;
        allAtOnce(cameras.stream().<Runnable>map(camera -> camera::close).toList());
    }

    private static void allAtOnce(Collection<Runnable> ends) {
        var closers = ends.stream().map(end -> Thread.ofVirtual().start(end)).toList();
        for (var closer : closers) {
            try {
                closer.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
