package io.alpr.app.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What happens in front of cameras, whether they look or not: plays films in their own time as RTP
 * to the ports of {@link StreetCamera}s. Before it is told to begin it shows a still street.
 */
final class Street implements AutoCloseable {
    private static final String SCRIPT =
            """
            import gi, sys, threading
            gi.require_version('Gst', '1.0')
            from gi.repository import Gst
            Gst.init(None)
            clients, still, films = sys.argv[1], sys.argv[2], sys.argv[3:]
            def ready(file):
                pipeline = Gst.parse_launch('filesrc location="%s" ! qtdemux ! rtph264pay pt=96 '
                    'config-interval=-1 ! multiudpsink clients=%s sync=true' % (file, clients))
                pipeline.set_state(Gst.State.PAUSED)
                pipeline.get_state(10 * Gst.SECOND)
                return pipeline
            def play(pipeline):
                pipeline.set_state(Gst.State.PLAYING)
                bus = pipeline.get_bus()
                bus.timed_pop_filtered(Gst.CLOCK_TIME_NONE, Gst.MessageType.EOS | Gst.MessageType.ERROR)
                pipeline.set_state(Gst.State.NULL)
            begun = threading.Event()
            def listen():
                sys.stdin.readline()
                begun.set()
            threading.Thread(target=listen, daemon=True).start()
            prepared = [ready(film) for film in films]
            print('ready', flush=True)
            while not begun.is_set():
                play(ready(still))
            print('begin', flush=True)
            for film in prepared:
                play(film)
            while True:
                play(ready(still))
            """;

    private final GStreamer player;
    private Instant begun = Instant.MAX;

    private Street(GStreamer player) {
        this.player = player;
    }

    /** Shows the still street to these cameras, and later the films one after the other. */
    static Street in(Path still, List<Path> films, List<StreetCamera> cameras) throws IOException {
        var clients =
                cameras.stream()
                        .map(camera -> "127.0.0.1:" + camera.eye())
                        .collect(Collectors.joining(","));
        var arguments =
                Stream.concat(
                                Stream.of(clients, still.toString()),
                                films.stream().map(Path::toString))
                        .toList();
        return new Street(GStreamer.run(SCRIPT, arguments));
    }

    /** The first film begins, within two seconds; returns when it has. */
    void begin() throws IOException {
        player.tell("begin");
        begun = Instant.now();
    }

    /** How far the film is at a moment. */
    Duration at(Instant moment) {
        return Duration.between(begun, moment);
    }

    /** The moment when the film is so far. */
    Instant when(Duration position) {
        return begun.plus(position);
    }

    /** Waits until the film is so far. */
    void await(Duration position) throws InterruptedException {
        var left = position.minus(at(Instant.now()));
        if (left.isPositive()) {
            Thread.sleep(left);
        }
    }

    @Override
    public void close() {
        player.close();
    }
}
