package io.alpr.app.faults;

import io.alpr.app.stack.AlprChild;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Recorders of one group, each in a process of its own. Not safe for several threads. */
final class Recorders implements AutoCloseable {
    private final List<Path> configurations = new ArrayList<>();
    private final List<AlprChild> running = new ArrayList<>();

    /** Starts so many. */
    Recorders(MortalStack stack, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            configurations.add(stack.configuration("recorder-" + (i + 1)));
            running.add(started(i));
        }
    }

    private AlprChild started(int index) throws IOException {
        return AlprChild.start("recorder", configurations.get(index));
    }

    int count() {
        return running.size();
    }

    /** SIGKILL to one of them. */
    void kill(int index) throws InterruptedException {
        running.get(index).kill();
    }

    /** One of them leaves the group as it should. */
    void stop(int index) {
        running.get(index).close();
    }

    /** One that was killed or stopped comes back. */
    void start(int index) throws IOException {
        running.set(index, started(index));
    }

    @Override
    public void close() {
        running.forEach(AlprChild::close);
    }
}
